package dev.trestle.wasm;

/** What a host function answers: {@code proxy_status_t} of the proxy-wasm specification, and {@code errno} of WASI preview 1. */
final class Status {
    static final int OK = 0;
    static final int NOT_FOUND = 1;
    static final int BAD_ARGUMENT = 2;
    static final int INVALID_MEMORY_ACCESS = 6;
    static final int EMPTY = 7;
    static final int CAS_MISMATCH = 8;
    static final int INTERNAL_FAILURE = 10;
    static final int UNIMPLEMENTED = 12;

    static final int WASI_BADF = 8;
    static final int WASI_FAULT = 21;
    static final int WASI_INVALID = 28;
    static final int WASI_NOTSUP = 58;
    static final int WASI_NOENT = 44;
    static final int WASI_NOSYS = 52;

    private Status() {}
}
