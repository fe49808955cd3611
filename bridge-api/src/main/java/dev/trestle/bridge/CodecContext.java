package dev.trestle.bridge;

import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplyNames;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.Problems;

/**
 * What a codec is made with, besides its own settings.
 *
 * @param wire the cluster's wire protocol, made by the same factory
 * @param path the variables of the route's path
 * @param reply the route's compiled reply section, with where its problems go
 * @param unknownFields what to do with request fields that nothing reads
 * @param files reads the files the settings name
 * @param problems where every problem of the settings is reported; one report refuses the whole configuration
 */
public record CodecContext(
        WireProtocol wire,
        PathNames path,
        Reply reply,
        UnknownFields unknownFields,
        ConfigFiles files,
        Problems problems) {
    /**
     * The route's reply section.
     *
     * @param mapping compiled
     * @param problems collector at its node
     */
    public record Reply(ReplyMapping mapping, Problems problems) {
        /** Reports what the section names and the protocol, or this call of it, does not have. Codecs say once what they know. */
        public void check(ReplyNames names) {
            mapping.check(names, problems);
        }

        /** Reports a section that would have no effect, for codecs that make the whole reply; {@code expected} says where instead. */
        public void refuse(String expected) {
            if (!mapping.isDefault()) {
                problems.add("", "a reply section (expected: none, " + expected + ")");
            }
        }
    }
}
