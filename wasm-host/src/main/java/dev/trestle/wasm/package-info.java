/**
 * A host for proxy-wasm modules (https://github.com/proxy-wasm/spec), apart from any gateway.
 *
 * <p>From bytes to streams:
 *
 * <pre>{@code
 * Code code = modules.load(bytes, Code.Mode.COMPILED, pin);      // slow side; compiled once for each digest
 * Plugin plugin = Plugin.start(code, settings, commons);         // slow side; refuses a module or configuration that is wrong
 * plugin.prepare(loop);                                          // slow side; once for each event loop
 *
 * HttpContext stream = plugin.newHttpContext(world);             // on an event loop, as all that follows
 * Action action = stream.onRequestHeaders(Rest.MORE);            // and so on, in the order of the message
 * stream.close();                                                // exactly once
 *
 * plugin.close();                                                // any thread; streams that are open, or begin late, are served
 * }</pre>
 *
 * <p>What a gateway has to bring is in two interfaces: {@link dev.trestle.wasm.Host} for plugins (log, metrics, loops, requests of
 * their own) and {@link dev.trestle.wasm.World} for one stream (its fields, its bytes, its properties, and the verbs resume, close,
 * reply and lost). A guest is never re-entered: the verbs are called once its callback has returned, but before the driver
 * sees the callback's {@link dev.trestle.wasm.Action}. What a guest resumes in the callback that shows it comes back as
 * {@code CONTINUE}, without a call of {@code resume}.
 */
@NullMarked
package dev.trestle.wasm;

import org.jspecify.annotations.NullMarked;
