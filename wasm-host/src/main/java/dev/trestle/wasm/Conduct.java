package dev.trestle.wasm;

/**
 * How a plugin's host behaves where the specification leaves it open.
 *
 * @param onFailure what becomes of a stream whose instance broke off or cannot start
 * @param headerPause what a pause in the headers holds
 */
public record Conduct(Failure onFailure, HeaderPause headerPause) {
    /** Fails closed, and holds what the module's ABI says. */
    public static final Conduct DEFAULT = new Conduct(Failure.CLOSED, HeaderPause.BY_ABI);

    /** What becomes of a stream without its plugin. */
    public enum Failure {
        /** It goes on as if there were no plugin. */
        OPEN,
        /** It fails. */
        CLOSED
    }

    /** What a pause in the headers holds. */
    public enum HeaderPause {
        /** {@link #HEADERS_ALONE} for modules of ABI 0_2_100, {@link #ALL} for the others. */
        BY_ABI,
        /** The headers and the body behind them, which gathers until the plugin resumes. */
        ALL,
        /** The headers alone: the body is still shown, and going on there releases both. */
        HEADERS_ALONE
    }
}
