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
// @ts-ignore
@external("env", "proxy_get_header_map_value") export declare function proxy_get_header_map_value(id: i32, k: usize, kn: usize, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_set_effective_context") export declare function proxy_set_effective_context(id: i32): i32;
// @ts-ignore
@external("env", "proxy_done") export declare function proxy_done(): i32;
// @ts-ignore
@external("env", "proxy_continue_stream") export declare function proxy_continue_stream(side: i32): i32;
// @ts-ignore
@external("env", "proxy_set_tick_period_milliseconds") export declare function proxy_set_tick_period_milliseconds(period: i32): i32;
// @ts-ignore
@external("env", "proxy_http_call") export declare function proxy_http_call(u: usize, un: usize, h: usize, hn: usize, b: usize, bn: usize, t: usize, tn: usize, timeout: i32, id: usize): i32;
// @ts-ignore
@external("env", "proxy_grpc_call") export declare function proxy_grpc_call(u: usize, un: usize, s: usize, sn: usize, m: usize, mn: usize, h: usize, hn: usize, b: usize, bn: usize, timeout: i32, id: usize): i32;
// @ts-ignore
@external("env", "proxy_grpc_stream") export declare function proxy_grpc_stream(u: usize, un: usize, s: usize, sn: usize, m: usize, mn: usize, h: usize, hn: usize, id: usize): i32;
// @ts-ignore
@external("env", "proxy_grpc_send") export declare function proxy_grpc_send(id: i32, b: usize, bn: usize, end: i32): i32;
// @ts-ignore
@external("env", "proxy_get_status") export declare function proxy_get_status(code: usize, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_register_shared_queue") export declare function proxy_register_shared_queue(n: usize, nn: usize, id: usize): i32;
// @ts-ignore
@external("env", "proxy_dequeue_shared_queue") export declare function proxy_dequeue_shared_queue(id: i32, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_call_foreign_function") export declare function proxy_call_foreign_function(n: usize, nn: usize, a: usize, an: usize, pp: usize, pn: usize): i32;
// @ts-ignore
@external("env", "proxy_of_tomorrow") export declare function proxy_of_tomorrow(a: i64): i32;
