// A codec that does what the request's path asks it to do; otherwise it echoes. It needs the binding of the examples.
import * as host from "./host";

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_delete(id: i32): void {}

/** Refuses a configuration that says so. */
export function proxy_on_configure(id: i32, size: i32): i32 {
  const text = size == 0 ? "" : String.UTF8.decode(host.bytes(host.CONFIGURATION, 0, size));
  return text == "refuse" ? 0 : 1;
}

export function proxy_on_request_body(id: i32, size: i32, end: i32): i32 {
  const task = host.property("codec.path.do");
  if (task == "trap-request") unreachable();
  if (task == "loop") while (true) malloc(0);
  if (task == "hold") return host.PAUSE;
  if (task == "nothing") host.replace(host.REQUEST_BODY, new ArrayBuffer(0));
  if (task == "half-close") host.setNumber("codec.half_close", 1);
  if (task == "one-way") host.setNumber("codec.one_way", 1);
  if (task == "properties") {
    const said = host.property("codec.role") + " " + host.property("route_name") + " " + host.property("cluster_name") + " "
      + host.property("codec.exchange_id") + " " + host.property("codec.time_left") + " " + host.property("request.path");
    host.replace(host.REQUEST_BODY, String.UTF8.encode(said));
  }
  if (task == "pieces") {
    if (size > 0) host.replace(host.REQUEST_BODY, String.UTF8.encode("<" + size.toString() + ">"));
    else host.replace(host.REQUEST_BODY, String.UTF8.encode("end"));
  }
  return host.CONTINUE;
}

export function proxy_on_response_body(id: i32, size: i32, end: i32): i32 {
  const task = host.property("codec.path.do");
  if (task == "trap-reply") unreachable();
  if (task == "until-end") return end ? host.CONTINUE : host.PAUSE;
  if (task == "local") {
    host.reply(503, "busy");
    return host.PAUSE;
  }
  if (task == "status") {
    host.responseHeader(":status", "99");
    return host.CONTINUE;
  }
  if (task == "stream") {
    host.setNumber("codec.streaming", 1);
    const last = load<u8>(changetype<usize>(host.bytes(host.RESPONSE_BODY, size - 1, 1)));
    if (last == 0x2e) host.setNumber("codec.done", 1);
    return host.CONTINUE;
  }
  if (size < 4) return host.PAUSE;
  if (task == "first-four") {
    host.setNumber("codec.consumed", 4);
    if (size > 4) host.replace(host.RESPONSE_BODY, host.bytes(host.RESPONSE_BODY, 0, 4));
  }
  host.responseHeader("content-length", "1");
  host.responseHeader("x-codec", "echo");
  return host.CONTINUE;
}
