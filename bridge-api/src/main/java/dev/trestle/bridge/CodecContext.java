package dev.trestle.bridge;

import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.Problems;

/**
 * What a codec is made with, besides its own settings.
 *
 * @param wire the cluster's wire protocol, made by the same factory
 * @param reply the route's compiled reply section
 * @param unknownFields what to do with request fields that nothing reads
 * @param files reads the files the settings name
 * @param problems where every problem of the settings is reported; one report refuses the whole configuration
 */
public record CodecContext(
        WireProtocol wire, ReplyMapping reply, UnknownFields unknownFields, ConfigFiles files, Problems problems) {}
