// A guest that misbehaves. What it does in the request's headers is the first byte of its configuration; a question mark is for what each
// request's x-act says, and x-reply-act for the reply's headers. Behind it, whatever it needs.
import * as abi from "./abi";

const OUT: usize = memory.data(16);
let act: u8 = 0;
let sink: i32 = 0;

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize {
  if (act == 97) return 0xfffffff0; // a: an allocator that points outside
  if (act == 98) while (true) sink++; // b: an allocator that does not return
  if (act == 99) abi.proxy_define_metric(0, OUT, 1, OUT); // c: an allocator that calls the host
  if (act == 100) return 0; // d: an allocator that has nothing
  return heap.alloc(size);
}
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  abi.proxy_get_buffer_bytes(7, 0, size, OUT, OUT + 4);
  act = load<u8>(load<usize>(OUT));
  if (act == 120) return 0; // x: refuses its configuration
  if (act == 121) unreachable(); // y: breaks off while it starts
  return 1;
}
function deep(n: i32): i32 { return n <= 0 ? sink : deep(n + 1) + deep(n + 2); }
function logging(n: i32): i32 { abi.proxy_log(5, 0, 1); return n <= 0 ? sink : logging(n + 1) + logging(n + 2); }
function asked(name: string): u8 {
  const bytes = String.UTF8.encode(name);
  return abi.proxy_get_header_map_value(0, changetype<usize>(bytes), bytes.byteLength, OUT, OUT + 4) == 0 ? load<u8>(load<usize>(OUT)) : 0;
}
export function proxy_on_request_headers(id: i32, count: i32, end: i32): i32 {
  return does(act == 63 ? asked("x-act") : act);
}
export function proxy_on_response_headers(id: i32, count: i32, end: i32): i32 {
  return act == 63 ? does(asked("x-reply-act")) : 0;
}
function does(act: u8): i32 {
  if (act == 49) while (true) sink++; // 1: a loop
  if (act == 50) return deep(1); // 2: recursion
  if (act == 51) return load<i32>(0x7ffffff0); // 3: a pointer outside
  if (act == 52) while (memory.grow(16) >= 0) {} // 4: all the memory it can get, then it goes on
  if (act == 53) abort("broken"); // 5: abort
  if (act == 54) unreachable(); // 6: a trap
  if (act == 55) sink = 1 / (sink - sink); // 7: a division by zero
  if (act == 56) for (let i = 0; i < 100000; i++) abi.proxy_log(5, 0, 65536); // 8: floods the log
  if (act == 57) return abi.proxy_send_local_response(200, 0, 0, 0, 0x7fffffff, 0, 0, -1); // 9: a body it does not have
  if (act == 48) { for (let i = 0; i < 100000; i++) abi.proxy_add_header_map_value(0, 8, 4, 0, 65536); } // 0: fields without end
  if (act == 101) return logging(1); // e: recursion that calls the host each time
  if (act >= 97 && act <= 100) return abi.proxy_get_header_map_pairs(0, OUT, OUT + 4);
  return 0;
}
// What a call of this guest answered is the status of its local reply, so that a test can see it: 500 + status.
export function proxy_on_request_body(id: i32, size: i32, end: i32): i32 {
  if (act == 63) return 0;
  const status = abi.proxy_get_header_map_pairs(0, OUT, OUT + 4);
  abi.proxy_send_local_response(500 + status, 0, 0, 0, 0, 0, 0, -1);
  return 1;
}
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_log(id: i32): void {}
export function proxy_on_delete(id: i32): void {}
