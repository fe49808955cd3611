package dev.trestle.wasm.engine;

/**
 * Room on the thread's stack. A guest that recurses could call its host with almost none left, and have it break off in the middle of
 * a change to what all guests share. What changes such things asks first whether there is room, and breaks off there if not.
 */
public final class StackReserve {
    private static final int FRAMES = 160;

    private StackReserve() {}

    /**
     * Goes as deep as a host function may, and comes back.
     *
     * @throws StackOverflowError if there is no room, which ends the guest
     */
    public static void check() {
        if (descend(FRAMES, 0) != FRAMES) {
            throw new IllegalStateException("the stack was not walked");
        }
    }

    private static int descend(int frames, int depth) {
        return frames == 0 ? depth : Math.max(descend(frames - 1, depth + 1), depth);
    }
}
