// A header-only filter without any SDK: reads the whole map, adds one header, counts. What the host itself costs.
import * as abi from "./abi";

const OUT: usize = memory.data(16);
const NAME: usize = memory.data<u8>([114, 97, 119, 46, 114, 101, 113, 117, 101, 115, 116, 115]); // raw.requests
const KEY: usize = memory.data<u8>([120, 45, 114, 97, 119]); // x-raw
const VALUE: usize = memory.data<u8>([49]); // 1

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  abi.proxy_define_metric(0, NAME, 12, OUT);
  metric = load<i32>(OUT);
  return 1;
}
let metric: i32 = 0;
export function proxy_on_request_headers(id: i32, count: i32, end: i32): i32 {
  abi.proxy_get_header_map_pairs(0, OUT, OUT + 4);
  heap.free(load<usize>(OUT));
  abi.proxy_add_header_map_value(0, KEY, 5, VALUE, 1);
  abi.proxy_increment_metric(metric, 1);
  return 0;
}
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_log(id: i32): void {}
export function proxy_on_delete(id: i32): void {}
