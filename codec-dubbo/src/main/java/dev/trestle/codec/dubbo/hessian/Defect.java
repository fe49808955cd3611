package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;

/** The one way reading fails: {@code DECODE_FAILED}, with a detail that quotes no byte of the reply. */
final class Defect {
    private Defect() {}

    static FailureException of(String detail) {
        return new FailureException(Failure.DECODE_FAILED, "the reply is not valid Hessian: " + detail);
    }

    static FailureException truncated() {
        return of("it ends inside a value");
    }
}
