package dev.trestle.bridge.http;

/**
 * Every way an exchange can fail, each with the HTTP status the client gets.
 *
 * <p>{@link #code()} is stable: it is the metric tag, the access-log key and the tail of the problem type URI. Names are
 * never reused for another meaning.
 */
public enum Failure {
    /** No route matches the request. */
    NO_ROUTE(404, "No route"),
    /** A route matches the path, none the method; the reply carries {@code Allow}. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The request is not valid HTTP, or its body could not be read. */
    BAD_REQUEST(400, "Bad request"),
    /** The body is not valid JSON; the detail has line and column. */
    MALFORMED_JSON(400, "Malformed JSON"),
    /** One or more arguments are missing or of the wrong kind; all of them are listed. */
    INVALID_ARGUMENT(400, "Invalid argument"),
    /** The request body has a media type the route cannot read. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    /** The request body is larger than {@code maxBodyBytes}. */
    BODY_TOO_LARGE(413, "Body too large"),
    /** The request line or header block is larger than the listener allows. */
    HEADERS_TOO_LARGE(431, "Headers too large"),
    /** The client took longer than the request timeout to send its request. */
    REQUEST_TIMEOUT(408, "Request timeout"),
    /** The codec failed while encoding; a bug or a setting that lies about the service. */
    ENCODE_FAILED(500, "Encoding failed"),
    /** A defect of the gateway itself. */
    INTERNAL(500, "Internal error"),
    /** The codec failed while decoding a reply. */
    DECODE_FAILED(502, "Decoding failed"),
    /** The service answered with an RPC-level error that the route does not map. */
    RPC_ERROR(502, "RPC error"),
    /** The upstream closed or reset the connection before the reply was complete. */
    UPSTREAM_CLOSED(502, "Upstream closed"),
    /** The upstream sent bytes that are not a frame of its protocol. */
    UPSTREAM_MALFORMED(502, "Upstream malformed"),
    /** The reply is larger than its limit. */
    REPLY_TOO_LARGE(502, "Reply too large"),
    /** The cluster has no endpoint. */
    NO_ENDPOINT(503, "No endpoint"),
    /** No connection to the endpoint could be made. */
    CONNECT_FAILED(503, "Connect failed"),
    /** All connections are in use and no more may wait; the reply carries {@code Retry-After}. */
    POOL_EXHAUSTED(503, "Pool exhausted"),
    /** The service says it is overloaded or going away; safe to try elsewhere. */
    UPSTREAM_UNAVAILABLE(503, "Upstream unavailable"),
    /** The gateway is stopping. */
    DRAINING(503, "Draining"),
    /** The exchange did not end within its timeout. */
    TIMEOUT(504, "Timeout"),
    /** The client went away; nobody sees this status, the access log does. */
    CLIENT_CLOSED(499, "Client closed");

    private final int status;
    private final String title;
    private final String code;

    Failure(int status, String title) {
        this.status = status;
        this.title = title;
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

    /** The stable code, such as {@code pool_exhausted}. */
    public String code() {
        return code;
    }
}
