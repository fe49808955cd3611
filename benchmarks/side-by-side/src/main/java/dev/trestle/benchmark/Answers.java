package dev.trestle.benchmark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Looks whether a target answers an operation rightly: fast and wrong does not count. */
final class Answers {
    private static final long START_SECONDS = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Waits until the target answers, and checks what. */
    void check(Target target, Operation operation) throws IOException, InterruptedException {
        HttpResponse<String> response = firstResponse(target, target.asked(operation));
        boolean bare = target.upstream() == null;
        boolean right =
                bare ? response.body().length() == operation.answerBytes() : operation.isAnsweredBy(response.body());
        if (response.statusCode() / 100 != 2 || !right) {
            throw new IOException(target.name() + " answers " + operation.name() + " with " + response.statusCode()
                    + " " + response.body() + " (expected: 2xx with " + operation.expected() + ")");
        }
    }

    private HttpResponse<String> firstResponse(Target target, Operation asked)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher body = asked.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(asked.body());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + asked.path()))
                .method(asked.method(), body)
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        while (true) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException notYet) {
                if (!target.program().isAlive() || System.nanoTime() > end) {
                    throw new IOException(
                            target.name() + " does not serve (see its log in " + Repository.target() + ")", notYet);
                }
                Thread.sleep(20);
            }
        }
    }
}
