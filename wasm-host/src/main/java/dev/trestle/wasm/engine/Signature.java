package dev.trestle.wasm.engine;

/**
 * The type of a function, a letter for each value: {@code i} and {@code I} for 32 and 64 bit integers, {@code f} and {@code F} for
 * floats, {@code ?} for anything else.
 *
 * @param params what it takes
 * @param results what it gives, mostly one or none
 */
public record Signature(String params, String results) {
    /** Written {@code iiI>i}. */
    public static Signature of(String written) {
        int arrow = written.indexOf('>');
        return new Signature(written.substring(0, arrow), written.substring(arrow + 1));
    }

    @Override
    public String toString() {
        return params + ">" + results;
    }
}
