// Filters with the AssemblyScript SDK, each chosen by a word of the plugin's configuration; together they use most of the SDK.
export * from "@gcoredev/proxy-wasm-sdk-as/assembly/proxy";
import {
  BaseContext, BufferTypeValues, call_foreign_function, Context, Counter, dequeue_shared_queue, enqueue_shared_queue,
  FilterDataStatusValues, FilterHeadersStatusValues, FilterStatusValues, Gauge, get_buffer_bytes, get_property, get_shared_data,
  Headers, Histogram, log, LogLevelValues, makeHeaderPair, register_shared_queue, registerRootContext, resolve_shared_queue,
  RootContext, send_http_response, set_buffer_bytes, set_property, set_shared_data, set_tick_period_milliseconds, stream_context,
  WasmResultValues,
} from "@gcoredev/proxy-wasm-sdk-as/assembly";

function say(text: string): void { log(LogLevelValues.info, text); }
function bytes(text: string): ArrayBuffer { return String.UTF8.encode(text); }
function text(bytes: ArrayBuffer): string { return String.UTF8.decode(bytes); }

class Root extends RootContext {
  requests: Counter | null = null;
  active: Gauge | null = null;
  sizes: Histogram | null = null;
  queue: u32 = 0;

  does(word: string): bool { return this.getConfiguration().split(" ").includes(word); }

  onConfigure(size: u32): bool {
    if (!super.onConfigure(size)) return false;
    if (this.does("refuse")) return false;
    if (this.does("panic")) throw new Error("as it was asked to");
    if (this.does("metrics")) {
      this.requests = new Counter("sdk.requests");
      this.active = new Gauge("sdk.active");
      this.sizes = new Histogram("sdk.sizes");
    }
    if (this.does("tick")) set_tick_period_milliseconds(1000);
    if (this.does("queue")) this.queue = register_shared_queue("sdk.queue").token;
    return true;
  }
  onTick(): void {
    say("tick");
    this.httpCall("clock", [makeHeaderPair(":method", "GET"), makeHeaderPair(":path", "/time"), makeHeaderPair(":authority", "clock")],
      new ArrayBuffer(0), [], 1000, this, (origin: BaseContext, headers: u32, size: usize, trailers: u32) => {
        say("time " + text(get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>size)));
      });
  }
  onQueueReady(token: u32): void {
    const item = dequeue_shared_queue(token);
    const data = item.data;
    say("queue " + (item.result == WasmResultValues.Ok && data != null ? text(data) : "empty"));
  }
  createContext(id: u32): Context { return new Filter(id, this); }
}

class Filter extends Context {
  chunks: i32 = 0;

  constructor(id: u32, private root: Root) { super(id, root); }

  onRequestHeaders(count: u32, end: bool): FilterHeadersStatusValues {
    const head = stream_context.headers.request;
    if (this.root.does("hello")) say("hello from stream");
    if (this.root.does("headers")) this.headers();
    if (this.root.does("metrics")) {
      (this.root.requests as Counter).increment(1);
      (this.root.active as Gauge).increment(2);
      const sizes = this.root.sizes as Histogram;
      sizes.record(sizes.metric_id, count);
    }
    if (this.root.does("deny") && head.get("authorization") == "") {
      send_http_response(401, "no_token", bytes("who are you?"), [makeHeaderPair("www-authenticate", "Basic")]);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (this.root.does("shared")) this.count();
    if (this.root.does("enqueue")) {
      enqueue_shared_queue(resolve_shared_queue("", "sdk.queue").token, bytes(head.get(":path")));
    }
    if (this.root.does("properties")) this.properties();
    if (this.root.does("foreign")) say("foreign " + text(call_foreign_function("echo", "ping")));
    return this.root.does("auth") ? this.auth() : FilterHeadersStatusValues.Continue;
  }
  headers(): void {
    const head = stream_context.headers.request;
    const all = head.get_headers();
    for (let i = 0; i < all.length; i++) say(text(all[i].key) + "=" + text(all[i].value));
    head.add("x-added", "1");
    head.add("x-added", "2");
    head.replace("accept", "text/plain");
    head.remove("cookie");
  }
  count(): void {
    const known = get_shared_data("sdk.count");
    const value = known.value;
    const next = (known.result == WasmResultValues.Ok && value != null ? I32.parseInt(text(value)) : 0) + 1;
    say("shared " + next.toString() + " " + (set_shared_data("sdk.count", bytes(next.toString()), known.cas) as i32).toString());
    if (next > 1) say("stale " + (set_shared_data("sdk.count", bytes("0"), known.cas) as i32).toString());
  }
  properties(): void {
    say("root " + text(get_property("plugin_root_id")) + " route " + text(get_property("route_name")));
    say("path " + text(get_property("request.path")));
    set_property("mine", bytes("kept"));
    say("mine " + text(get_property("mine")));
  }
  auth(): FilterHeadersStatusValues {
    const head: Headers = [makeHeaderPair(":method", "GET"), makeHeaderPair(":path", "/check"), makeHeaderPair(":authority", "auth")];
    const result = this.root.httpCall("auth", head, bytes("token"), [], 500, this,
      (origin: BaseContext, headers: u32, size: usize, trailers: u32) => {
        const status = stream_context.headers.http_callback.get(":status");
        say("auth " + status + " " + text(get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>size)));
        if (status == "200") origin.continueRequest();
        else send_http_response(403, "denied", bytes("denied"), []);
      });
    return result == WasmResultValues.Ok ? FilterHeadersStatusValues.StopIteration : FilterHeadersStatusValues.Continue;
  }
  onRequestBody(size: usize, end: bool): FilterDataStatusValues {
    if (!this.root.does("body")) return FilterDataStatusValues.Continue;
    this.chunks++;
    if (!end) return FilterDataStatusValues.StopIterationAndBuffer;
    const whole = text(get_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>size));
    say("body " + whole + " in " + this.chunks.toString());
    set_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>size, bytes(whole.toUpperCase()));
    set_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, 0, bytes("<"));
    set_buffer_bytes(BufferTypeValues.HttpRequestBody, <u32>size + 1, 0, bytes(">"));
    return FilterDataStatusValues.Continue;
  }
  onResponseHeaders(count: u32, end: bool): FilterHeadersStatusValues {
    if (this.root.does("headers")) stream_context.headers.response.add("x-by", "sdk");
    return FilterHeadersStatusValues.Continue;
  }
  onNewConnection(): FilterStatusValues { say("connection"); return FilterStatusValues.Continue; }
  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    say("data " + text(get_buffer_bytes(<BufferTypeValues>2, 0, <u32>size)));
    return end ? FilterStatusValues.Continue : FilterStatusValues.StopIteration;
  }
  onLog(): void { say("log"); }
}

registerRootContext((id: u32) => new Root(id), "filters");
