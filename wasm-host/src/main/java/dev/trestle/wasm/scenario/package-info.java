/**
 * Modules tried without a gateway: a scenario says what a stream shows to a module, and what the module is expected to make of it.
 * Everything around the module is played, on one thread: the clock stands still but for ticks, requests are answered by the scenario.
 */
@NullMarked
package dev.trestle.wasm.scenario;

import org.jspecify.annotations.NullMarked;
