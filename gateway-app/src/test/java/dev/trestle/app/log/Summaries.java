package dev.trestle.app.log;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import org.jspecify.annotations.Nullable;

/** Summaries to observe. */
public final class Summaries {
    private Summaries() {}

    /** One that went well. */
    public static ExchangeSummary ok(String id) {
        return of(id, "user.get", 200, null);
    }

    /** Any outcome of a {@code GET /v1/users/7} that took 1 234 567 ns. */
    public static ExchangeSummary of(String id, @Nullable String route, int status, @Nullable Failure failure) {
        return summary(id, route, status, failure == null ? "OK" : null, failure, null, detailOf(failure));
    }

    /** A failure, with the word for the outcome. */
    static ExchangeSummary said(String id, String rpcStatus, Failure failure) {
        return summary(id, "user.get", failure.status(), rpcStatus, failure, null, detailOf(failure));
    }

    /** An exception of the service that the route maps to {@code code}, with its text. */
    public static ExchangeSummary mapped(String id, int status, String code, String detail) {
        return summary(id, "user.get", status, "EXCEPTION", null, code, detail);
    }

    private static @Nullable String detailOf(@Nullable Failure failure) {
        return failure == null ? null : "because \"x\"\n";
    }

    private static ExchangeSummary summary(
            String id,
            @Nullable String route,
            int status,
            @Nullable String rpcStatus,
            @Nullable Failure failure,
            @Nullable String mappedCode,
            @Nullable String detail) {
        return new ExchangeSummary(
                1_795_230_245_006L,
                id,
                "127.0.0.1:50000",
                "HTTP/1.1",
                "GET",
                "/v1/users/7",
                route,
                route == null ? null : "shop",
                route == null ? null : "UserService.getUser(long)",
                failure == null ? "127.0.0.1:20880" : null,
                1,
                status,
                rpcStatus,
                failure,
                mappedCode,
                detail,
                0,
                211,
                1_234_567,
                2_000,
                failure == null ? 1_011_999 : -1,
                failure == null ? 11_000 : -1,
                failure == null ? 3_000 : -1,
                null);
    }
}
