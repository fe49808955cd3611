package dev.trestle.app.init;

/** Inherited by {@link OddService}. */
public interface OddParent<P> {
    /** Overridden with a narrower type, which takes a bridge. */
    void save(P thing);

    /** Only inherited. */
    P get();
}
