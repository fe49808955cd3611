// The proxy-wasm ABI as raw imports, for the fixtures of this module: no SDK, so that a test sees each call alone.
// @ts-ignore
@external("env", "proxy_log") export declare function proxy_log(level: i32, p: usize, n: usize): i32;
// @ts-ignore
@external("env", "proxy_get_buffer_bytes") export declare function proxy_get_buffer_bytes(id: i32, start: i32, max: i32, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_set_buffer_bytes") export declare function proxy_set_buffer_bytes(id: i32, start: i32, size: i32, p: usize, n: usize): i32;
// @ts-ignore
@external("env", "proxy_get_header_map_pairs") export declare function proxy_get_header_map_pairs(id: i32, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_add_header_map_value") export declare function proxy_add_header_map_value(id: i32, k: usize, kn: usize, v: usize, vn: usize): i32;
// @ts-ignore
@external("env", "proxy_define_metric") export declare function proxy_define_metric(kind: i32, p: usize, n: usize, id: usize): i32;
// @ts-ignore
@external("env", "proxy_increment_metric") export declare function proxy_increment_metric(id: i32, delta: i64): i32;
// @ts-ignore
@external("env", "proxy_send_local_response") export declare function proxy_send_local_response(code: i32, d: usize, dn: usize, b: usize, bn: usize, h: usize, hn: usize, grpc: i32): i32;
