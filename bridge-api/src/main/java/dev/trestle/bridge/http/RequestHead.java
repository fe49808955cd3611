package dev.trestle.bridge.http;

/**
 * A request without its body.
 *
 * @param method upper case, such as {@code GET}
 * @param path the path as sent, percent-encoded, without the query
 * @param query the query as sent, without {@code ?}; empty when there is none
 * @param headers the header fields
 * @param variables the variables of the matched path template, decoded
 */
public record RequestHead(String method, String path, String query, Headers headers, PathVariables variables) {}
