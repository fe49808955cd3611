package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.explain.ExplainJson;
import dev.trestle.app.explain.ExplainText;
import dev.trestle.app.explain.Explainer;
import dev.trestle.app.explain.Explanation;
import dev.trestle.app.explain.Ink;
import dev.trestle.app.explain.Question;
import dev.trestle.app.explain.Sending;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.DryRun;
import dev.trestle.runtime.Factories;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.WholeFile;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a request would become. */
@Command(
        name = "explain",
        description =
                "Shows what becomes of a request: which route gets it and why others do not, where each argument"
                        + " comes from, the frame byte by byte. Calls nothing without --send. Ends with 4 if the client gets an error.",
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "METHOD", description = "Such as GET.")
    private String method = "GET";

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "As a client sends it, with the query: /v1/users/7?full=1")
    private String target = "/";

    @Option(
            names = "--routes",
            paramLabel = "DIR_OR_FILE",
            defaultValue = "routes",
            description = "A YAML file, or a directory as the union of its files (default: routes).")
    private Path routes = Path.of("routes");

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header field of the request; again for more.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-d", "--body"},
            paramLabel = "TEXT|@FILE",
            description = "The request's body, or the file that holds it.")
    private @Nullable String body;

    @Option(names = "--send", description = "Makes the call, and shows the reply and how it is mapped.")
    private boolean send;

    @Option(names = "--json", description = "Prints JSON for programs.")
    private boolean json;

    ExplainCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        RoutesArgument.requireThere(routes, "name it with --routes");
        Question question = question();
        LoadedConfig loaded = new YamlSource(environment).load(routes);
        Factories factories = Factories.discovered();
        DryRun run = DryRun.of(loaded, factories);
        if (!run.problems().isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    routes + ": the routes have problems, see: trestle check " + routes,
                    String.join(
                            "\n", run.problems().stream().map(Problem::toString).toList()));
        }
        Explanation explanation = new Explainer(run).explain(question);
        if (send && explanation.route() != null) {
            explanation = explanation.with(Sending.send(loaded, factories, question));
        }
        print(explanation);
        return explanation.status() >= 400 ? CommandFailure.CLIENT_ERROR : 0;
    }

    private void print(Explanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ExplainJson.text(explanation));
        } else {
            Ink ink = spec.commandLine().getColorScheme().ansi().enabled() ? Ink.ANSI : Ink.NONE;
            new ExplainText(out, ink).write(explanation);
        }
    }

    private Question question() {
        String verb = method.toUpperCase(Locale.ROOT);
        if (!verb.matches("[A-Z]{1,20}")) {
            throw wrong(method + " (expected: an HTTP method such as GET)");
        }
        if (!target.startsWith("/") || !target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw wrong(target + " (expected: a path such as /v1/users/7, percent-encoded)");
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return new Question(verb, path, query, headers(), body());
    }

    private Headers headers() {
        List<String> fields = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0 || !header.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw wrong(header + " (expected: name:value)");
            }
            fields.add(header.substring(0, colon).toLowerCase(Locale.ROOT));
            fields.add(header.substring(colon + 1).strip());
        }
        return Headers.of(fields.toArray(String[]::new));
    }

    private byte[] body() {
        String given = body;
        if (given == null) {
            return new byte[0];
        }
        if (!given.startsWith("@")) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        Path file = Path.of(given.substring(1));
        try {
            return WholeFile.read(file);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    file + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "name the file that holds the body: --body @FILE");
        }
    }

    private ParameterException wrong(String detail) {
        return new ParameterException(spec.commandLine(), detail);
    }
}
