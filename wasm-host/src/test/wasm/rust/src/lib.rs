//! Filters with the Rust SDK, each chosen by a word of the plugin's configuration; they do what filters.ts and main.go do, and gRPC,
//! which those SDKs do not have.

use log::{info, LevelFilter};
use proxy_wasm::hostcalls::{define_metric, increment_metric, record_metric};
use proxy_wasm::traits::*;
use proxy_wasm::types::*;
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(proxy_wasm::types::LogLevel::Info);
    log::set_max_level(LevelFilter::Info);
    proxy_wasm::set_root_context(|_| Box::new(Plugin::default()));
}}

#[derive(Clone, Default)]
struct Plugin {
    words: Vec<String>,
    requests: u32,
    active: u32,
    sizes: u32,
}

impl Plugin {
    fn does(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

fn text(bytes: Option<Bytes>) -> String {
    bytes.map_or(String::new(), |b| String::from_utf8(b).unwrap())
}

impl Context for Plugin {
    fn on_http_call_response(&mut self, _: u32, _: usize, size: usize, _: usize) {
        info!("time {}", text(self.get_http_call_response_body(0, size)));
    }
}

impl RootContext for Plugin {
    fn on_configure(&mut self, _: usize) -> bool {
        self.words = text(self.get_plugin_configuration()).split(' ').map(String::from).collect();
        if self.does("metrics") {
            self.requests = define_metric(MetricType::Counter, "sdk.requests").unwrap();
            self.active = define_metric(MetricType::Gauge, "sdk.active").unwrap();
            self.sizes = define_metric(MetricType::Histogram, "sdk.sizes").unwrap();
        }
        if self.does("tick") {
            self.set_tick_period(Duration::from_secs(1));
        }
        if self.does("queue") {
            self.register_shared_queue("sdk.queue");
        }
        if self.does("panic") {
            panic!("as it was asked to");
        }
        !self.does("refuse")
    }

    fn on_tick(&mut self) {
        info!("tick");
        let head = vec![(":method", "GET"), (":path", "/time"), (":authority", "clock")];
        self.dispatch_http_call("clock", head, None, vec![], Duration::from_secs(1)).unwrap();
    }

    fn on_queue_ready(&mut self, queue: u32) {
        info!("queue {}", text(self.dequeue_shared_queue(queue).unwrap()));
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(if self.does("tcp") { ContextType::StreamContext } else { ContextType::HttpContext })
    }

    fn create_http_context(&self, _: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Filter { plugin: self.clone(), chunks: 0, stream: 0, asks: vec![], heard: vec![] }))
    }

    fn create_stream_context(&self, _: u32) -> Option<Box<dyn StreamContext>> {
        Some(Box::new(Connection))
    }
}

struct Filter {
    plugin: Plugin,
    chunks: u32,
    stream: u32,
    asks: Vec<String>,
    heard: Vec<String>,
}

impl Filter {
    fn headers(&self) {
        for (name, value) in self.get_http_request_headers() {
            info!("{}={}", name, value);
        }
        self.add_http_request_header("x-added", "1");
        self.add_http_request_header("x-added", "2");
        self.set_http_request_header("accept", Some("text/plain"));
        self.set_http_request_header("cookie", None);
    }

    fn shared(&self) {
        let (value, cas) = self.get_shared_data("sdk.count");
        let next = value.map_or(1, |v| text(Some(v)).parse::<u32>().unwrap() + 1);
        self.set_shared_data("sdk.count", Some(next.to_string().as_bytes()), cas).unwrap();
        info!("shared {} 0", next);
        if next > 1 && self.set_shared_data("sdk.count", Some(b"0"), cas) == Err(Status::CasMismatch) {
            info!("stale 8");
        }
    }

    fn properties(&self) {
        let root = text(self.get_property(vec!["plugin_root_id"]));
        info!("root {} route {}", root, text(self.get_property(vec!["route_name"])));
        info!("path {}", text(self.get_property(vec!["request", "path"])));
        self.set_property(vec!["mine"], Some(b"kept"));
        info!("mine {}", text(self.get_property(vec!["mine"])));
    }

    fn count(&self, headers: usize) {
        increment_metric(self.plugin.requests, 1).unwrap();
        increment_metric(self.plugin.active, 2).unwrap();
        record_metric(self.plugin.sizes, headers as u64).unwrap();
    }

    fn grpc(&self) {
        if self.plugin.does("grpc") {
            let metadata = vec![("k", &b"v"[..])];
            self.dispatch_grpc_call("greeter", "pkg.Greeter", "Hello", metadata, Some(b"ask"), Duration::from_secs(1))
                .unwrap();
        }
        if self.plugin.does("grpcstream") {
            let stream = self.open_grpc_stream("greeter", "pkg.Greeter", "Talk", vec![]).unwrap();
            self.send_grpc_stream_message(stream, Some(b"ask"), true);
        }
    }

    fn field(&self, name: &str) -> String {
        self.get_http_request_header(name).unwrap_or_default()
    }

    /// Calls what the request's fields say; the request is answered with what was heard of it.
    fn ask(&mut self) -> Action {
        let (kind, upstream, method) = (self.field("x-kind"), self.field("x-upstream"), self.field("x-method"));
        let metadata = vec![("k", &b"v"[..])];
        self.asks = self.field("x-ask").split(',').rev().map(String::from).collect();
        let opened = if kind == "call" {
            let ask = self.asks.pop().unwrap();
            let timeout = Duration::from_millis(self.field("x-timeout").parse().unwrap_or(0));
            self.dispatch_grpc_call(&upstream, "pkg.Greeter", &method, metadata, Some(ask.as_bytes()), timeout)
        } else if kind == "envoy" {
            let name = format!("\n{}{}", (upstream.len() as u8) as char, upstream);
            let service = format!("\n{}{}", (name.len() as u8) as char, name);
            self.open_grpc_stream(&service, "pkg.Greeter", &method, metadata)
        } else {
            self.open_grpc_stream(&upstream, "pkg.Greeter", &method, metadata)
        };
        match opened {
            Ok(token) if kind != "call" => {
                self.stream = token;
                self.ask_next();
            }
            Ok(_) => {}
            Err(status) => {
                self.heard.push(format!("refused {}", status as u32));
                self.answer();
            }
        }
        Action::Pause
    }

    fn ask_next(&mut self) {
        if let Some(ask) = self.asks.pop() {
            self.send_grpc_stream_message(self.stream, Some(ask.as_bytes()), self.asks.is_empty());
        }
    }

    fn hear(&mut self, what: String) {
        info!("{}", what);
        self.heard.push(what);
    }

    fn answer(&self) {
        if self.plugin.does("grpcask") {
            self.send_http_response(200, vec![], Some(self.heard.join("\n").as_bytes()));
        }
    }
}

impl Context for Filter {
    fn on_http_call_response(&mut self, _: u32, _: usize, size: usize, _: usize) {
        let status = self.get_http_call_response_header(":status").unwrap_or_default();
        info!("auth {} {}", status, text(self.get_http_call_response_body(0, size)));
        if status == "200" {
            self.resume_http_request();
        } else {
            self.send_http_response(403, vec![], Some(b"denied"));
        }
    }

    fn on_grpc_call_response(&mut self, _: u32, status: u32, size: usize) {
        self.hear(format!("grpc {} {}", status, text(self.get_grpc_call_response_body(0, size))));
        let (code, message) = self.get_grpc_status();
        self.hear(format!("status {} {}", code, message.unwrap_or_default()));
        self.answer();
    }

    fn on_grpc_stream_initial_metadata(&mut self, _: u32, count: u32) {
        let name = self.get_grpc_stream_initial_metadata_value("k");
        if self.plugin.does("grpcask") {
            self.hear(format!("metadata {}", text(name)));
        } else {
            info!("metadata {} {}", count, text(name));
        }
    }

    fn on_grpc_stream_message(&mut self, token: u32, size: usize) {
        let message = text(self.get_grpc_stream_message(0, size));
        self.hear(format!("message {}", message));
        if message == "cancel" {
            self.cancel_grpc_stream(token);
            self.answer();
        } else {
            self.ask_next();
        }
    }

    fn on_grpc_stream_trailing_metadata(&mut self, _: u32, _: u32) {
        let value = text(self.get_grpc_stream_trailing_metadata_value("k"));
        if self.plugin.does("grpcask") {
            self.hear(format!("trailers {}", value));
        }
    }

    fn on_grpc_stream_close(&mut self, _: u32, status: u32) {
        self.hear(format!("close {}", status));
        let (_, message) = self.get_grpc_status();
        if self.plugin.does("grpcask") {
            self.hear(message.unwrap_or_default());
        }
        self.answer();
    }
}

impl HttpContext for Filter {
    fn on_http_request_headers(&mut self, count: usize, _: bool) -> Action {
        let plugin = &self.plugin;
        let plugin_asks = plugin.does("grpcask");
        if plugin.does("hello") {
            info!("hello from stream");
        }
        if plugin.does("headers") {
            self.headers();
        }
        if plugin.does("metrics") {
            self.count(count);
        }
        if plugin.does("deny") && self.get_http_request_header("authorization").is_none() {
            self.send_http_response(401, vec![("www-authenticate", "Basic")], Some(b"who are you?"));
            return Action::Pause;
        }
        if plugin.does("shared") {
            self.shared();
        }
        if plugin.does("enqueue") {
            let queue = self.resolve_shared_queue("", "sdk.queue").unwrap();
            let path = self.get_http_request_header(":path").unwrap();
            self.enqueue_shared_queue(queue, Some(path.as_bytes())).unwrap();
        }
        if plugin.does("properties") {
            self.properties();
        }
        if plugin.does("foreign") {
            info!("foreign {}", text(self.call_foreign_function("echo", Some(b"ping")).unwrap()));
        }
        self.grpc();
        if plugin_asks {
            return self.ask();
        }
        if !self.plugin.does("auth") {
            return Action::Continue;
        }
        let head = vec![(":method", "GET"), (":path", "/check"), (":authority", "auth")];
        self.dispatch_http_call("auth", head, Some(b"token"), vec![], Duration::from_millis(500)).unwrap();
        Action::Pause
    }

    fn on_http_request_body(&mut self, size: usize, end: bool) -> Action {
        if !self.plugin.does("body") {
            return Action::Continue;
        }
        self.chunks += 1;
        if !end {
            return Action::Pause;
        }
        let whole = text(self.get_http_request_body(0, size));
        info!("body {} in {}", whole, self.chunks);
        self.set_http_request_body(0, size, whole.to_uppercase().as_bytes());
        self.set_http_request_body(0, 0, b"<");
        self.set_http_request_body(size + 1, 0, b">");
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _: usize, _: bool) -> Action {
        if self.plugin.does("headers") {
            self.add_http_response_header("x-by", "sdk");
        }
        Action::Continue
    }

    fn on_log(&mut self) {
        info!("log");
    }
}

struct Connection;

impl Context for Connection {}

impl StreamContext for Connection {
    fn on_new_connection(&mut self) -> Action {
        info!("connection");
        Action::Continue
    }

    fn on_downstream_data(&mut self, size: usize, end: bool) -> Action {
        info!("data {}", text(self.get_downstream_data(0, size)));
        if end { Action::Continue } else { Action::Pause }
    }
}
