// A guest without streams: a timer, and a queue that it takes from.
import * as abi from "./abi";

const OUT: usize = memory.data(16);

function say(text: string): void {
  const bytes = String.UTF8.encode(text);
  abi.proxy_log(2, changetype<usize>(bytes), bytes.byteLength);
}
export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  const name = String.UTF8.encode("sdk.queue");
  abi.proxy_register_shared_queue(changetype<usize>(name), name.byteLength, OUT);
  abi.proxy_set_tick_period_milliseconds(20);
  say("configured");
  return 1;
}
export function proxy_on_tick(id: i32): void { say("tick"); }
export function proxy_on_queue_ready(id: i32, queue: i32): void {
  if (abi.proxy_dequeue_shared_queue(queue, OUT, OUT + 4) == 0) say("took " + String.UTF8.decodeUnsafe(load<usize>(OUT), load<usize>(OUT + 4)));
}
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_delete(id: i32): void { say("delete"); }
