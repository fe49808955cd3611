package dev.trestle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A flight recording of a program while it is measured, and what it shows, as text. */
final class Profile {
    private static final List<String> VIEWS = List.of("hot-methods", "allocation-by-class", "allocation-by-site");

    private final Program program;
    private final Path recording;

    private Profile(Program program, Path recording) {
        this.program = program;
        this.recording = recording;
    }

    /** Starts recording. */
    static Profile start(Program program, Operation operation) throws IOException {
        Path recording = Repository.target()
                .resolve("profile-" + program.name() + "-" + operation.name().replace(' ', '-') + ".jfr");
        Profile profile = new Profile(program, recording);
        profile.jcmd("JFR.start", "name=trestle", "settings=profile");
        return profile;
    }

    private void jcmd(String... words) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Machine.tool("jcmd"), String.valueOf(program.pid())));
        command.addAll(List.of(words));
        Machine.output(command);
    }

    /** Stops recording and writes what it shows beside it. */
    void stop() throws IOException {
        jcmd("JFR.stop", "name=trestle", "filename=" + recording);
        StringBuilder text = new StringBuilder();
        for (String view : VIEWS) {
            text.append(
                    Machine.output(List.of(Machine.tool("jfr"), "view", "--width", "160", view, recording.toString())));
        }
        Path views = Path.of(recording.toString().replace(".jfr", ".txt"));
        Files.writeString(views, text);
        System.out.println("profile: " + views);
    }
}
