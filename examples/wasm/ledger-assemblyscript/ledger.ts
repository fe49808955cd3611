// A codec for length-prefixed JSON, as the raw example server speaks it:
//
//   0        4                12          14       16
//   | length | correlation id | operation | status | JSON ...
//
// All numbers are big-endian; the length counts what follows it. Configuration: {"operation": 210, "variable": "iban"}; a request
// without a body asks with {"iban": "<the path's variable>"}.
import * as host from "./host";

const HEADER = 16;
const MOST = 16 << 20;
const PING: u16 = 1;
const NOT_FOUND = 44;

let operation: u16 = 0;
let variable = "";

export function proxy_abi_version_0_2_1(): void {}
export function malloc(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: i32, parent: i32): void {}
export function proxy_on_vm_start(id: i32, size: i32): i32 { return 1; }
export function proxy_on_done(id: i32): i32 { return 1; }
export function proxy_on_delete(id: i32): void {}

export function proxy_on_configure(id: i32, size: i32): i32 {
  const text = size == 0 ? "{}" : String.UTF8.decode(host.bytes(host.CONFIGURATION, 0, size));
  operation = <u16>parseInt(value(text, "operation"));
  variable = value(text, "variable");
  return 1;
}

// ---- one exchange ----

export function proxy_on_request_body(id: i32, size: i32, end: i32): i32 {
  if (!end) return host.PAUSE;
  let json = host.bytes(host.REQUEST_BODY, 0, size);
  if (size == 0 && variable.length > 0) {
    json = String.UTF8.encode('{"' + variable + '":' + quoted(host.property("codec.path." + variable)) + "}");
  }
  if (json.byteLength == 0 || load<u8>(changetype<usize>(json)) != 0x7b) {
    host.reply(400, '{"error":"a body that is no JSON object"}');
    return host.PAUSE;
  }
  host.replace(host.REQUEST_BODY, frame(u64.parse(host.property("codec.exchange_id")), operation, json));
  return host.CONTINUE;
}

// A head is read before anything else is allocated: a bare pointer keeps nothing alive.

export function proxy_on_response_body(id: i32, size: i32, end: i32): i32 {
  // On a connection of its own an exchange sees bytes as they come; where the module cuts frames they are whole already.
  if (size < HEADER) return host.PAUSE;
  const head = changetype<usize>(host.bytes(host.RESPONSE_BODY, 0, HEADER));
  const whole = <i64>bswap(load<u32>(head)) + 4;
  const status = bswap(load<u16>(head, 14));
  if (whole < HEADER || whole > MOST) {
    host.reply(502, '{"error":"a reply that is no frame"}');
    return host.PAUSE;
  }
  if (size < <i32>whole) return host.PAUSE;
  host.setNumber("codec.consumed", whole);
  if (size > <i32>whole) host.replace(host.RESPONSE_BODY, host.bytes(host.RESPONSE_BODY, 0, <i32>whole));
  host.skip(host.RESPONSE_BODY, HEADER);
  host.responseHeader("content-type", "application/json");
  host.responseHeader(":status", status == 0 ? "200" : status == NOT_FOUND ? "404" : "502");
  return host.CONTINUE;
}

// ---- the connections ----

export function proxy_on_new_connection(id: i32): i32 {
  host.setProperty("codec.ping", frame(0, PING, new ArrayBuffer(0)));
  return host.CONTINUE;
}

export function proxy_on_upstream_data(id: i32, size: i32, end: i32): i32 {
  if (size < HEADER) return missing(HEADER - size);
  const head = changetype<usize>(host.bytes(host.UPSTREAM_DATA, 0, HEADER));
  const whole = <i64>bswap(load<u32>(head)) + 4;
  const exchange = bswap(load<u64>(head, 4));
  const asked = bswap(load<u16>(head, 12));
  if (whole < HEADER || whole > MOST) {
    host.setProperty("codec.malformed", String.UTF8.encode("a length of " + (whole - 4).toString()));
    return host.CONTINUE;
  }
  if (size < <i32>whole) return missing(<i32>whole - size);
  host.setNumber("codec.consumed", whole);
  if (asked == PING) {
    host.setNumber("codec.control", 1);
  } else {
    host.setNumber("codec.exchange_id", exchange);
  }
  return host.CONTINUE;
}

function missing(bytes: i32): i32 {
  host.setNumber("codec.missing", bytes);
  return host.PAUSE;
}

// ---- bytes and text ----

function frame(correlation: u64, operation: u16, json: ArrayBuffer): ArrayBuffer {
  const made = new ArrayBuffer(HEADER + json.byteLength);
  const at = changetype<usize>(made);
  store<u32>(at, bswap<u32>(HEADER - 4 + json.byteLength));
  store<u64>(at, bswap<u64>(correlation), 4);
  store<u16>(at, bswap<u16>(operation), 12);
  memory.copy(at + HEADER, changetype<usize>(json), json.byteLength);
  return made;
}

/** The text of a member, without its quotes. Enough for a configuration of our own; no parser. */
function value(json: string, name: string): string {
  const key = json.indexOf('"' + name + '"');
  if (key < 0) return "";
  const from = json.indexOf(":", key) + 1;
  let to = from;
  while (to < json.length && json.charAt(to) != "," && json.charAt(to) != "}") to++;
  return json.substring(from, to).trim().replaceAll('"', "");
}

function quoted(text: string): string {
  let json = '"';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c == 0x22 || c == 0x5c) json += "\\";
    json += c < 0x20 ? "\\u00" + (c >> 4).toString() + (c & 15).toString(16) : text.charAt(i);
  }
  return json + '"';
}
