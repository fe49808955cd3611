package dev.trestle.wasm;

/**
 * What a plugin is made with besides its module.
 *
 * @param name what it is called in logs and metrics
 * @param rootId which of the module's plugins it is; empty for modules with one
 * @param vmId plugins with one id share data and queues
 * @param vmConfiguration read by the module while its virtual machine starts
 * @param configuration read by the plugin while it is configured
 * @param limits what it may use
 * @param conduct how its host behaves where the specification leaves it open
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the configuration to the guest, never compared
public record PluginSettings(
        String name,
        String rootId,
        String vmId,
        byte[] vmConfiguration,
        byte[] configuration,
        Limits limits,
        Conduct conduct) {}
