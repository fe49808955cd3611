package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does what one page says, from its first block to its last, in something that looks like a clone. Ports are others than those
 * written, in commands and files alike. The demo is there already.
 */
final class Reader implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final String DEMO = "./trestle demo";
    private static final Pattern RUN = Pattern.compile("\\./trestle run\\b");
    private static final Pattern SERVING =
            Pattern.compile("serving \\d+ routes on \\*:(\\d+).*, management on \\S+:(\\d+)");

    /** Commands that only look: what they show may be there a moment later. */
    private static final Pattern LOOK = Pattern.compile("(?:(?:curl|grep|tail) (?!.*(?: -X| -d|--json|--data)).*\\n)+");

    private final Path clone;
    private final Map<String, String> environment;
    private final Ports ports;
    private final Map<String, Terminal> terminals = new HashMap<>();
    private @Nullable Terminal latest;

    Reader(Path clone, Map<String, String> environment, Map<Integer, Integer> ports) {
        this.clone = clone;
        this.environment = environment;
        this.ports = new Ports(ports);
    }

    /** All of a page. */
    void follow(List<Fence> page) throws IOException, InterruptedException {
        for (int i = 0; i < page.size(); i++) {
            Fence fence = page.get(i);
            boolean printed = i + 1 < page.size() && page.get(i + 1).isPrinted();
            if (fence.file().isPresent()) {
                Path file = clone.resolve(fence.file().get());
                Files.createDirectories(file.getParent());
                Files.writeString(file, ports.here(fence.text()));
            } else if (fence.language().equals("log")) {
                readLog(fence);
            } else if (fence.isCommands()) {
                run(fence, printed ? page.get(i + 1) : null);
            }
        }
    }

    private void run(Fence fence, @Nullable Fence printed) throws IOException, InterruptedException {
        Optional<Mark> mark = Mark.of(fence);
        if (mark.isEmpty()) {
            List<Step> steps = Step.of(fence, printed);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Optional<String> wrong = attempt(fence, steps);
            while (wrong.isPresent() && looks(steps) && System.nanoTime() < deadline) {
                wrong = attempt(fence, steps);
            }
            assertThat(wrong).as(fence.place()).isEmpty();
        } else if (mark.get() == Mark.STAYS && !fence.text().contains(DEMO)) {
            stay(fence);
        }
    }

    private static boolean looks(List<Step> steps) {
        return steps.stream().allMatch(step -> LOOK.matcher(step.commands()).matches());
    }

    /** What is wrong with what was printed, if anything. */
    private Optional<String> attempt(Fence fence, List<Step> steps) throws IOException, InterruptedException {
        Path output = Files.createTempFile(clone, ".output", "");
        Process shell = shell(ports.here(Step.script(steps)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroy);
            shell.destroy();
        }
        List<Step.Outcome> outcomes = Step.outcomes(Files.readString(output));
        Files.delete(output);
        for (int i = 0; i < steps.size(); i++) {
            if (i >= outcomes.size()) {
                return Optional.of("no end of: " + steps.get(i).commands());
            }
            boolean asked = i + 1 < steps.size() && steps.get(i + 1).asksForStatus();
            Optional<String> wrong = steps.get(i).wrong(outcomes.get(i), asked, ports::here);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private void readLog(Fence fence) throws InterruptedException {
        assertThat(latest).as(fence.place() + ": whose log is it?").isNotNull();
        for (String line : ports.here(fence.text()).lines().toList()) {
            latest.await(fence.place() + ": " + line, said -> Printed.isLine(line, said));
        }
    }

    /** A gateway, on any free ports; those that the page gives it, or the usual ones, mean these from here on. */
    private void stay(Fence fence) throws IOException, InterruptedException {
        String commands = fence.text();
        assertThat(commands)
                .as(fence.place() + ": only ./trestle keeps running")
                .containsPattern(RUN);
        int port = option(commands, "--port", 8080);
        int management = option(commands, "--management-port", 9901);
        String script = RUN.matcher(commands.replaceAll("--(?:management-)?port \\d+", ""))
                .replaceFirst("exec ./trestle run --port 0 --management-port 0");
        Optional.ofNullable(terminals.remove(port + "/" + management)).ifPresent(Terminal::close);
        Terminal terminal = new Terminal(shell(ports.here(script)));
        terminals.put(port + "/" + management, terminal);
        latest = terminal;
        Matcher serving = SERVING.matcher(terminal.await(
                fence.place() + ": serving", line -> SERVING.matcher(line).find()));
        assertThat(serving.find()).isTrue();
        ports.put(port, Integer.parseInt(serving.group(1)));
        ports.put(management, Integer.parseInt(serving.group(2)));
    }

    private static int option(String commands, String name, int otherwise) {
        Matcher matcher = Pattern.compile(name + " (\\d+)").matcher(commands);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    private ProcessBuilder shell(String script) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(clone.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        return builder;
    }

    @Override
    public void close() {
        new ArrayList<>(terminals.values()).forEach(Terminal::close);
    }
}
