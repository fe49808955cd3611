package dev.trestle.app.cli;

import dev.trestle.app.Installation;
import picocli.CommandLine.IVersionProvider;

/** What {@code version} and {@code --version} say. */
final class TrestleVersion implements IVersionProvider {
    static String text() {
        return "trestle " + Installation.version() + ", JDK " + Runtime.version() + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch");
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
