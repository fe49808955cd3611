package dev.trestle.bridge.scaffold;

import java.nio.file.Path;

/**
 * Reads what describes the interfaces of servers, such as an IDL or a library, so that somebody who has one need not write their first
 * routes by hand. A codec that can do so has one beside its factory, found by {@code ServiceLoader}. It says what can be called and
 * how a call is written; what the REST side looks like is not its business. Stateless; slow side only.
 */
public interface InterfaceReader {
    /** The name of the codec whose wire and calls it writes. */
    String codec();

    /** What it reads, for people: {@code x.thrift}. */
    String reads();

    /** Whether {@code file} looks like that, by its name and whether it is a directory; what is in it is not looked at. */
    boolean takes(Path file);

    /** The port that its servers listen on unless they are told otherwise. */
    int usualPort();

    /**
     * Reads.
     *
     * @throws InterfaceException with what is wrong in one line, whatever the file holds; there is no other exception
     */
    Interfaces read(Description description) throws InterfaceException;
}
