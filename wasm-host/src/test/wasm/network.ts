// A guest for connections: logs them, counts their bytes, holds a client's bytes until there are four, names the endpoint's place.
// @ts-ignore
@external("env", "proxy_get_property") declare function proxy_get_property(p: usize, n: usize, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_close_stream") declare function proxy_close_stream(side: i32): i32;
import * as abi from "./abi";

const OUT: usize = memory.data(16);
const METRIC: usize = memory.data(4);

function say(text: string): void {
  const bytes = String.UTF8.encode(text);
  abi.proxy_log(2, changetype<usize>(bytes), bytes.byteLength);
}
function property(path: string): string {
  const bytes = String.UTF8.encode(path);
  if (proxy_get_property(changetype<usize>(bytes), bytes.byteLength, OUT, OUT + 4) != 0) return "none";
  return String.UTF8.decodeUnsafe(load<usize>(OUT), load<usize>(OUT + 4));
}

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  const name = String.UTF8.encode("network.bytes");
  abi.proxy_define_metric(0, changetype<usize>(name), name.byteLength, METRIC);
  return 1;
}
export function proxy_on_new_connection(id: i32): i32 {
  say("new connection from " + property("source\0address"));
  return 0;
}
export function proxy_on_downstream_data(id: i32, size: i32, end: i32): i32 {
  if (size < 4 && end == 0) return 1;
  abi.proxy_increment_metric(load<i32>(METRIC), size);
  abi.proxy_get_buffer_bytes(2, 0, size, OUT, OUT + 4);
  if (size >= 4 && load<u32>(load<usize>(OUT)) == 0x706f7473) proxy_close_stream(2); // stop
  if (size >= 4 && load<u32>(load<usize>(OUT)) == 0x70617274) unreachable(); // trap
  return 0;
}
export function proxy_on_upstream_data(id: i32, size: i32, end: i32): i32 {
  say("upstream " + property("upstream\0address") + " in " + property("upstream\0metadata\0location"));
  return 0;
}
export function proxy_on_downstream_connection_close(id: i32, by: i32): void { say("downstream closed " + by.toString()); }
export function proxy_on_upstream_connection_close(id: i32, by: i32): void { say("upstream closed " + by.toString()); }
export function proxy_on_log(id: i32): void { say("log"); }
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_delete(id: i32): void { say("delete"); }
