package dev.trestle.bridge.json;

import java.util.BitSet;

/** Which containers are open, for assertions: every method answers whether the call is in place. */
final class JsonNesting {
    private final BitSet objects = new BitSet();
    private int depth;
    private boolean named;
    private boolean done;

    boolean begin(boolean object) {
        boolean inPlace = value();
        done = false;
        objects.set(depth++, object);
        return inPlace;
    }

    boolean end(boolean object) {
        if (depth == 0 || objects.get(depth - 1) != object || named) {
            return false;
        }
        depth--;
        done = depth == 0;
        return true;
    }

    boolean name() {
        boolean inPlace = depth > 0 && objects.get(depth - 1) && !named;
        named = true;
        return inPlace;
    }

    boolean value() {
        boolean inPlace = depth == 0 ? !done : objects.get(depth - 1) == named;
        named = false;
        done = depth == 0;
        return inPlace;
    }
}
