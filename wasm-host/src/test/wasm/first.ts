// A guest of ABI 0.1.0: its headers callback has no end of stream, configurations are not buffers, a missing field is an empty one.
// @ts-ignore
@external("env", "proxy_get_configuration") declare function proxy_get_configuration(pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_continue_request") declare function proxy_continue_request(): void;
// @ts-ignore
@external("env", "proxy_clear_route_cache") declare function proxy_clear_route_cache(): void;
import * as abi from "./abi";

const OUT: usize = memory.data(16);
const NAME: usize = memory.data<u8>([110, 111, 110, 101]); // none

export function proxy_abi_version_0_1_0(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  proxy_get_configuration(OUT, OUT + 4);
  abi.proxy_log(2, load<usize>(OUT), load<usize>(OUT + 4));
  return 1;
}
export function proxy_on_request_headers(id: i32, count: i32): i32 {
  const status = abi.proxy_get_header_map_value(0, NAME, 4, OUT, OUT + 4);
  proxy_clear_route_cache();
  if (status == 0 && load<u32>(OUT + 4) == 0 && count == 4) proxy_continue_request();
  return 1;
}
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_delete(id: i32): void {}
