package dev.trestle.app.log;

/** Which requests the access log has a line for. */
public enum AccessLogMode {
    /** Every request. */
    ALL,
    /** Those that failed, and those answered with 500 or more. */
    FAILURES,
    /** None. */
    OFF
}
