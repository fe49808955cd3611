package dev.trestle.demo.service;

import org.jspecify.annotations.Nullable;

/** The side channel of a call, in whatever way the framework offers it. Valid on the thread that serves the call. */
public interface Attachments {
    @Nullable
    String received(String name);

    void answer(String name, String value);
}
