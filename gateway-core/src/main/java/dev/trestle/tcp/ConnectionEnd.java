package dev.trestle.tcp;

/** How a connection ended. {@link #code} is stable: a metric's label and a key of the access log. */
public enum ConnectionEnd {
    /** Both sides have said that they send no more, and got all of it. */
    CLOSED("Both sides have closed, and got all that was sent."),
    CLIENT_RESET("The client reset the connection; the endpoint's was reset too."),
    UPSTREAM_RESET("The endpoint reset the connection; the client's was reset too."),
    CONNECT_FAILED("No endpoint of the cluster could be reached."),
    NO_ENDPOINT("The cluster has no endpoint."),
    IDLE("Nothing moved for the listener's idleTimeout."),
    LIMIT("The listener had its maxConnections already."),
    NO_LISTENER("The listener has left the configuration; its port stays bound until a restart."),
    FILTER_CLOSED("A filter closed it."),
    FILTER_FAILED("A filter failed."),
    DRAINING("The gateway stopped, and drainTimeout was over.");

    private final String meaning;

    ConnectionEnd(String meaning) {
        this.meaning = meaning;
    }

    /** When it happens, in a sentence for operators. */
    public String meaning() {
        return meaning;
    }

    /** The stable code, such as {@code client_reset}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether something went wrong. */
    public boolean isFailure() {
        return switch (this) {
            case CLOSED, IDLE, FILTER_CLOSED -> false;
            default -> true;
        };
    }
}
