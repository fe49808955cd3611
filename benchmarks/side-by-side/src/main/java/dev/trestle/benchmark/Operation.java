package dev.trestle.benchmark;

import java.util.List;

/**
 * One request, sent again and again.
 *
 * @param name in the table
 * @param body JSON, or empty for a {@code GET}
 * @param answerBytes about how long the answer is: what the bare server answers
 * @param expected pieces every answer must contain, or it counts as wrong
 */
record Operation(String name, String method, String path, String body, int answerBytes, List<String> expected) {
    static final Operation USER = get(
            "getUser",
            "/v1/users/9007199254740993",
            300,
            List.of(
                    "9007199254740993",
                    "12345678901234567.890",
                    "user9007199254740993@example.com",
                    "GOLD|BRONZE|SILVER"));
    static final Operation SEARCH = get(
            "search", "/v1/orders?status=PAID&page=2&tag=a&tag=b", 1100, List.of("2004", "PAID", "SKU-4A", "84.96"));
    static final Operation ECHO = post(
            "echo", "/v1/echo", "{\"text\":\"hello from the other side\"}", 28, List.of("hello from the other side"));
    static final Operation ADD = post("thrift add", "/v1/calc/add", "{\"a\":20,\"b\":22}", 2, List.of("42"));
    static final Operation WORK = post(
            "thrift work",
            "/v1/calc/work",
            "{\"op\":\"DIVIDE\",\"num1\":9007199254740993,\"num2\":1}",
            16,
            List.of("9007199254740993"));
    static final Operation BALANCE =
            get("raw balance", "/v1/accounts/DE00/balance", 80, List.of("12345.67", "9007199254740993", "DE00"));

    /** A user through a gateway whose routes have filters. */
    static final Operation FILTERED = USER.as("getUser, filtered");

    private static Operation get(String name, String path, int answerBytes, List<String> expected) {
        return new Operation(name, "GET", path, "", answerBytes, expected);
    }

    private static Operation post(String name, String path, String body, int answerBytes, List<String> expected) {
        return new Operation(name, "POST", path, body, answerBytes, expected);
    }

    /** The same request under another name. */
    Operation as(String otherName) {
        return new Operation(otherName, method, path, body, answerBytes, expected);
    }

    /** The same request to another path. */
    Operation at(String otherPath) {
        return new Operation(name, method, otherPath, body, answerBytes, expected);
    }

    /** Whether an answer has every expected piece; a piece {@code a|b} is either. */
    boolean isAnsweredBy(String answer) {
        return expected.stream()
                .allMatch(piece -> List.of(piece.split("\\|")).stream().anyMatch(answer::contains));
    }
}
