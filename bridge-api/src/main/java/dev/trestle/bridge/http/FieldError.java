package dev.trestle.bridge.http;

/**
 * One wrong field of a request.
 *
 * @param field where the value comes from, in the words of the route language: {@code header.X-User-Id}, {@code body.items[0].qty}
 * @param detail what is wrong, as {@code value (expected: ...)} or {@code missing (expected: ...)}
 */
public record FieldError(String field, String detail) {}
