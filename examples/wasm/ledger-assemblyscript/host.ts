// The part of the proxy-wasm ABI that a codec needs, without an SDK: https://github.com/proxy-wasm/spec
// The host writes into memory it gets from malloc, at the pointers it is given; what it wrote is ours to free.

// @ts-ignore: decorators
@external("env", "proxy_log") declare function proxy_log(level: i32, p: usize, n: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_get_buffer_bytes") declare function proxy_get_buffer_bytes(id: i32, start: i32, max: i32, pp: usize, pn: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_set_buffer_bytes") declare function proxy_set_buffer_bytes(id: i32, start: i32, size: i32, p: usize, n: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_get_property") declare function proxy_get_property(path: usize, pathSize: usize, pp: usize, pn: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_set_property") declare function proxy_set_property(path: usize, pathSize: usize, p: usize, n: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_replace_header_map_value") declare function proxy_replace_header_map_value(map: i32, k: usize, kn: usize, v: usize, vn: usize): i32;
// @ts-ignore: decorators
@external("env", "proxy_send_local_response") declare function proxy_send_local_response(code: i32, d: usize, dn: usize, b: usize, bn: usize, h: usize, hn: usize, grpc: i32): i32;

export const REQUEST_BODY = 0;
export const RESPONSE_BODY = 1;
export const UPSTREAM_DATA = 3;
export const CONFIGURATION = 7;
export const CONTINUE = 0;
export const PAUSE = 1;

const RESPONSE_HEADERS = 2;
const ALL = i32.MAX_VALUE;
const OUT = memory.data(8);

function taken(): ArrayBuffer {
  const pointer = load<usize>(OUT);
  const size = load<i32>(OUT, 4);
  const copy = new ArrayBuffer(size);
  if (size > 0) {
    memory.copy(changetype<usize>(copy), pointer, size);
    heap.free(pointer);
  }
  return copy;
}

export function bytes(buffer: i32, start: i32, size: i32): ArrayBuffer {
  proxy_get_buffer_bytes(buffer, start, size, OUT, OUT + 4);
  return taken();
}

/** Puts `content` in the place of all that the buffer holds. */
export function replace(buffer: i32, content: ArrayBuffer): void {
  proxy_set_buffer_bytes(buffer, 0, ALL, changetype<usize>(content), content.byteLength);
}

/** Forgets the first `size` bytes of the buffer. */
export function skip(buffer: i32, size: i32): void {
  proxy_set_buffer_bytes(buffer, 0, size, 0, 0);
}

export function property(path: string): string {
  const name = String.UTF8.encode(path);
  proxy_get_property(changetype<usize>(name), name.byteLength, OUT, OUT + 4);
  return String.UTF8.decode(taken());
}

export function setProperty(path: string, value: ArrayBuffer): void {
  const name = String.UTF8.encode(path);
  proxy_set_property(changetype<usize>(name), name.byteLength, changetype<usize>(value), value.byteLength);
}

/** Numbers are decimal text. */
export function setNumber(path: string, value: u64): void {
  setProperty(path, String.UTF8.encode(value.toString()));
}

export function responseHeader(name: string, value: string): void {
  const key = String.UTF8.encode(name);
  const text = String.UTF8.encode(value);
  proxy_replace_header_map_value(RESPONSE_HEADERS, changetype<usize>(key), key.byteLength, changetype<usize>(text), text.byteLength);
}

/** Answers in place of the upstream. */
export function reply(status: i32, body: string): void {
  const text = String.UTF8.encode(body);
  proxy_send_local_response(status, 0, 0, changetype<usize>(text), text.byteLength, 0, 0, -1);
}

export function log(message: string): void {
  const text = String.UTF8.encode(message);
  proxy_log(2, changetype<usize>(text), text.byteLength);
}
