// A guest that writes every callback with its arguments into the log. The letters of its configuration are what else it does.
import * as abi from "./abi";

const OUT: usize = memory.data(16);
let acts: string = "";
let stream: i32 = 0;

function bytes(text: string): ArrayBuffer { return String.UTF8.encode(text); }
function at(buffer: ArrayBuffer): usize { return changetype<usize>(buffer); }
function say(text: string): void { const b = bytes(text); abi.proxy_log(2, at(b), b.byteLength); }
function does(act: string): bool { return acts.includes(act); }
function given(): string { return String.UTF8.decodeUnsafe(load<usize>(OUT), load<usize>(OUT + 4)); }
function buffer(id: i32): string { return abi.proxy_get_buffer_bytes(id, 0, i32.MAX_VALUE, OUT, OUT + 4) == 0 ? given() : "-"; }
function field(map: i32, name: string): string {
  const n = bytes(name);
  return abi.proxy_get_header_map_value(map, at(n), n.byteLength, OUT, OUT + 4) == 0 ? given() : "-";
}
function reply(status: i32): void { abi.proxy_send_local_response(status, 0, 0, 0, 0, 0, 0, -1); }

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void { say(`create ${id} ${parent}`); }
export function proxy_on_vm_start(id: i32, size: i32): i32 { say(`vm_start ${id} ${size} ${buffer(6)}`); return 1; }
export function proxy_on_configure(id: i32, size: i32): i32 {
  acts = buffer(7);
  say(`configure ${id} ${size} ${acts}`);
  if (does("t")) abi.proxy_set_tick_period_milliseconds(50);
  if (does("q")) { const q = bytes("q"); abi.proxy_register_shared_queue(at(q), 1, OUT); }
  if (does("h")) call(); // H calls while a stream is shown, h already here
  if (does("v")) abi.proxy_of_tomorrow(1);
  return 1;
}
function pairs(): ArrayBuffer { // :method GET, :path /check, :authority a
  const b = new ArrayBuffer(28 + 12 + 13 + 13);
  const p = at(b);
  store<u32>(p, 3);
  store<u32>(p + 4, 7); store<u32>(p + 8, 3); store<u32>(p + 12, 5); store<u32>(p + 16, 6); store<u32>(p + 20, 10); store<u32>(p + 24, 1);
  const t = bytes(":method\0GET\0:path\0/check\0:authority\0a\0");
  memory.copy(p + 28, at(t), t.byteLength);
  return b.slice(0, 28 + t.byteLength);
}
function call(): void {
  const u = bytes("auth"), h = pairs(), b = bytes("ask");
  say(`call ${abi.proxy_http_call(at(u), 4, at(h), h.byteLength, at(b), 3, 0, 0, 250, OUT)}`);
}
function grpc(): void {
  const u = bytes("greeter"), s = bytes("pkg.Greeter"), m = bytes("Hello"), b = bytes("ask");
  if (does("g")) abi.proxy_grpc_call(at(u), 7, at(s), 11, at(m), 5, 0, 0, at(b), 3, 100, OUT);
  if (does("s")) {
    abi.proxy_grpc_stream(at(u), 7, at(s), 11, at(m), 5, 0, 0, OUT);
    abi.proxy_grpc_send(load<i32>(OUT), at(b), 3, 1);
  }
}
export function proxy_on_request_headers(id: i32, count: i32, end: i32): i32 {
  stream = id;
  say(`request_headers ${id} ${count} ${end}`);
  if (does("r")) reply(403);
  if (does("u")) unreachable();
  if (does("H")) call();
  if (does("w")) { call(); call(); }
  grpc();
  if (does("e")) {
    const n = bytes("echo");
    abi.proxy_call_foreign_function(at(n), 4, at(n), 4, OUT, OUT + 4);
    say(`echo ${given()}`);
  }
  if (does("c")) { abi.proxy_continue_stream(1); abi.proxy_continue_stream(0); return 1; }
  if (does("C")) { abi.proxy_continue_stream(0); abi.proxy_continue_stream(1); return 1; }
  if (does("3")) return 3;
  if (does("2")) return 2;
  return does("p") || does("H") || does("w") ? 1 : 0;
}
export function proxy_on_request_body(id: i32, size: i32, end: i32): i32 {
  say(`request_body ${id} ${size} ${end} ${buffer(0)}`);
  return does("n") ? 3 : does("b") ? 1 : 0;
}
export function proxy_on_request_trailers(id: i32, count: i32): i32 { say(`request_trailers ${id} ${count}`); return 0; }
export function proxy_on_response_headers(id: i32, count: i32, end: i32): i32 { say(`response_headers ${id} ${count} ${end}`); return 0; }
export function proxy_on_response_body(id: i32, size: i32, end: i32): i32 { say(`response_body ${id} ${size} ${end} ${buffer(1)}`); return 0; }
export function proxy_on_response_trailers(id: i32, count: i32): i32 { say(`response_trailers ${id} ${count}`); return does("p") ? 1 : 0; }
export function proxy_on_new_connection(id: i32): i32 { say(`new_connection ${id}`); return does("p") ? 1 : 0; }
export function proxy_on_downstream_data(id: i32, size: i32, end: i32): i32 { say(`downstream_data ${id} ${size} ${end} ${buffer(2)}`); return does("b") ? 1 : 0; }
export function proxy_on_upstream_data(id: i32, size: i32, end: i32): i32 { say(`upstream_data ${id} ${size} ${end} ${buffer(3)}`); return does("n") ? 3 : 0; }
export function proxy_on_downstream_connection_close(id: i32, peer: i32): void { say(`downstream_close ${id} ${peer}`); }
export function proxy_on_upstream_connection_close(id: i32, peer: i32): void { say(`upstream_close ${id} ${peer}`); }
export function proxy_on_http_call_response(id: i32, token: i32, fields: i32, size: i32, trailers: i32): void {
  say(`answer ${id} ${token} ${fields} ${size} ${trailers} ${field(6, ":status")} ${buffer(4)} ${field(7, "t")}`);
  if (stream == 0) return;
  say(`effective ${abi.proxy_set_effective_context(stream)} ${field(0, ":path")}`);
  if (does("l")) reply(401);
  else abi.proxy_continue_stream(0);
}
export function proxy_on_grpc_receive_initial_metadata(id: i32, token: i32, count: i32): void { say(`grpc_metadata ${token} ${count} ${field(4, "k")}`); }
export function proxy_on_grpc_receive(id: i32, token: i32, size: i32): void { say(`grpc_receive ${token} ${size} ${buffer(5)}`); }
export function proxy_on_grpc_receive_trailing_metadata(id: i32, token: i32, count: i32): void { say(`grpc_trailers ${token} ${count} ${field(5, "k")}`); }
export function proxy_on_grpc_close(id: i32, token: i32, status: i32): void {
  abi.proxy_get_status(OUT + 8, OUT, OUT + 4);
  say(`grpc_close ${token} ${status} ${load<i32>(OUT + 8)} ${given()}`);
}
export function proxy_on_queue_ready(id: i32, queue: i32): void {
  if (does("x")) unreachable();
  say(`queue_ready ${id} ${abi.proxy_dequeue_shared_queue(queue, OUT, OUT + 4) == 0 ? given() : "-"}`);
}
export function proxy_on_foreign_function(id: i32, what: i32, size: i32): void { say(`foreign ${id} ${what} ${size} ${buffer(8)}`); }
export function proxy_on_tick(id: i32): void {
  say(`tick ${id}`);
  if (does("x")) unreachable();
  if (does("d")) { abi.proxy_set_effective_context(stream); say(`done ${abi.proxy_done()}`); }
}
export function proxy_on_done(id: i32): i32 { say(`on_done ${id}`); return does("d") ? 0 : 1; }
export function proxy_on_log(id: i32): void { say(`log ${id}`); }
export function proxy_on_delete(id: i32): void { say(`delete ${id}`); }
