// A guest of Higress' dialect, which holds the headers alone and goes on from the body.
export function proxy_abi_version_0_2_100(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_request_headers(id: i32, count: i32, end: i32): i32 { return 1; }
export function proxy_on_request_body(id: i32, size: i32, end: i32): i32 { return end ? 0 : 1; }
