package dev.trestle.bridge.http;

/**
 * Every way an exchange can fail, each with the HTTP status the client gets.
 *
 * <p>{@link #code()} is stable: it is the metric tag, the access-log key and the tail of the problem type URI. Names are
 * never reused for another meaning.
 */
public enum Failure {
    NO_ROUTE(404, "No route", "No route matches the request."),
    METHOD_NOT_ALLOWED(
            405, "Method not allowed", "A route matches the path, none the method; the reply carries Allow."),
    BAD_REQUEST(400, "Bad request", "The request is not valid HTTP, or its path is not valid percent-encoded UTF-8."),
    MALFORMED_JSON(400, "Malformed JSON", "The body is not valid JSON; the detail has line and column."),
    INVALID_ARGUMENT(
            400, "Invalid argument", "One or more arguments are missing or of the wrong kind; all of them are listed."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "The request body has a media type the route cannot read."),
    BODY_TOO_LARGE(
            413,
            "Body too large",
            "The request body is larger than the route's maxBodyBytes, or its frame than the cluster allows."),
    HEADERS_TOO_LARGE(431, "Headers too large", "The request line or header block is larger than the listener allows."),
    EXPECTATION_FAILED(417, "Expectation failed", "The request expects something else than 100-continue."),
    REQUEST_TIMEOUT(
            408, "Request timeout", "The client took longer than the listener's requestTimeout to send its request."),
    ENCODE_FAILED(
            500,
            "Encoding failed",
            "The codec failed while it encoded the call: a defect, or a setting that does not fit the service."),
    FILTER_FAILED(500, "Filter failed", "A filter failed on the request: a defect of its own, or of its settings."),
    INTERNAL(500, "Internal error", "A defect of the gateway itself."),
    DECODE_FAILED(502, "Decoding failed", "The codec could not decode the reply."),
    REPLY_FILTER_FAILED(502, "Filter failed", "A filter failed on the reply: a defect of its own, or of its settings."),
    RPC_ERROR(
            502,
            "RPC error",
            "The service answered with an exception or an error status that the route's error table does not map."),
    UPSTREAM_CLOSED(
            502, "Upstream closed", "The upstream closed or reset the connection before the reply was complete."),
    UPSTREAM_MALFORMED(502, "Upstream malformed", "The upstream sent bytes that are not a frame of its protocol."),
    REPLY_TOO_LARGE(502, "Reply too large", "The reply as JSON is larger than its limit."),
    NO_ENDPOINT(503, "No endpoint", "The cluster has no endpoint."),
    CONNECT_FAILED(503, "Connect failed", "No connection to an endpoint could be opened."),
    POOL_EXHAUSTED(
            503,
            "Pool exhausted",
            "All connections are in use, and no more exchanges may wait or none came free in time; the reply carries Retry-After."),
    UPSTREAM_UNAVAILABLE(503, "Upstream unavailable", "The service says that it is overloaded or going away."),
    OVERLOADED(
            503,
            "Overloaded",
            "The bodies in flight take all the memory there is for them; the reply carries Retry-After."),
    DRAINING(
            503,
            "Draining",
            "The gateway is stopping, or the cluster left the configuration; the reply carries Retry-After."),
    TIMEOUT(
            504,
            "Timeout",
            "There was no whole reply within the route's timeout, or the service reports a timeout of its own."),
    CLIENT_CLOSED(499, "Client closed", "The client went away; nobody sees this status, the access log does.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String code;

    Failure(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.code = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The HTTP status, 4xx or 5xx. */
    public int status() {
        return status;
    }

    /** A short title in English, the same for every occurrence (RFC 9457 {@code title}). */
    public String title() {
        return title;
    }

    /** When it happens, in a sentence for operators. */
    public String meaning() {
        return meaning;
    }

    /**
     * Whether the next attempt may well succeed. A route with attempts left makes one if no byte of the request was written, or if it
     * says that the call may be made twice.
     */
    public boolean isTransient() {
        return switch (this) {
            case CONNECT_FAILED, UPSTREAM_CLOSED, UPSTREAM_UNAVAILABLE -> true;
            default -> false;
        };
    }

    /** The stable code, such as {@code pool_exhausted}. */
    public String code() {
        return code;
    }
}
