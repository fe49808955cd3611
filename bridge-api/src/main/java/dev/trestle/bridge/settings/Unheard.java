package dev.trestle.bridge.settings;

/** Problems that nobody is told of. */
enum Unheard implements Problems {
    PROBLEMS;

    @Override
    public void add(String path, String detail) {
        // Nobody listens.
    }

    @Override
    public Problems at(String path) {
        return this;
    }

    @Override
    public boolean any() {
        return false;
    }
}
