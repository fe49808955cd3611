package dev.trestle.bridge.mapping;

/** Hears where the arguments of one request come from. */
@FunctionalInterface
public interface ArgumentNotes {
    /**
     * One argument, or a part of one that has a source of its own.
     *
     * @param name its place in the call: {@code args[0].buyerId}
     * @param type in the protocol's words; empty where nothing declares one
     * @param source in the route language: {@code path.id}, {@code const}, {@code query.page (default)}
     * @param value what came, for people: see {@link ShownValue}
     */
    void argument(String name, String type, String source, String value);
}
