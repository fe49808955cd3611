// A Dubbo2 codec with the Go SDK: what plugins for an HTTP-to-TCP bridge do by hand, on shared connections, with heartbeats, and
// with all the digits of a long. Configuration of a route:
//
//	{"service": "com.acme.UserService", "version": "1.0.0", "method": "getUser",
//	 "args": [{"type": "long", "from": "path.id"}, {"type": "com.acme.Query", "from": "body.query"}]}
//
// from is path.NAME, body, or body.MEMBER. Types are long, int, double, boolean, java.lang.String (or String), and classes, which
// take a JSON object. Replies become JSON: a value 200, null 200, an exception 502. (The gateway's own codec dubbo knows far more types.)
package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	sdk "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm"
	"github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"
)

func main() {}

func init() { sdk.SetVMContext(&vm{}) }

type vm struct{ types.DefaultVMContext }

func (*vm) NewPluginContext(uint32) types.PluginContext { return &plugin{} }

type argument struct {
	Type string `json:"type"`
	From string `json:"from"`
}

type call struct {
	Service string     `json:"service"`
	Version string     `json:"version"`
	Method  string     `json:"method"`
	Args    []argument `json:"args"`
}

type plugin struct {
	types.DefaultPluginContext
	call call
}

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	configuration, err := sdk.GetPluginConfiguration()
	if err == types.ErrorStatusNotFound {
		return types.OnPluginStartStatusOK // the context that cuts frames needs none
	}
	if err == nil {
		err = json.Unmarshal(configuration, &p.call)
	}
	if err != nil || p.call.Service == "" || p.call.Method == "" {
		sdk.LogErrorf("configuration %s (expected: service, method and args): %v", configuration, err)
		return types.OnPluginStartStatusFailed
	}
	if p.call.Version == "" {
		p.call.Version = "0.0.0"
	}
	return types.OnPluginStartStatusOK
}

func (p *plugin) NewHttpContext(uint32) types.HttpContext {
	if text("codec", "role") == "connection" {
		return nil
	}
	return &exchange{call: &p.call}
}

func (p *plugin) NewTcpContext(uint32) types.TcpContext { return &connections{} }

type exchange struct {
	types.DefaultHttpContext
	call *call
}

func (e *exchange) OnHttpRequestBody(size int, end bool) types.Action {
	if !end {
		return types.ActionPause
	}
	var body []byte
	if size > 0 {
		body, _ = sdk.GetHttpRequestBody(0, size)
	}
	args, err := arguments(e.call, body)
	if err != nil {
		return reply(400, err.Error())
	}
	id, _ := strconv.ParseUint(text("codec", "exchange_id"), 10, 64)
	if err := sdk.ReplaceHttpRequestBody(request(id, e.call, args)); err != nil {
		panic(err)
	}
	return types.ActionContinue
}

func (e *exchange) OnHttpResponseBody(size int, end bool) types.Action {
	if size < headerBytes {
		return types.ActionPause
	}
	frame, err := sdk.GetHttpResponseBody(0, size)
	must(err)
	whole, err := frameBytes(frame) // on a connection of its own an exchange sees bytes as they come
	if err != nil {
		return reply(502, err.Error())
	}
	if size < whole {
		return types.ActionPause
	}
	set("consumed", strconv.Itoa(whole))
	frame = frame[:whole]
	status, body, err := result(frame)
	if err != nil {
		return reply(502, err.Error())
	}
	must(sdk.ReplaceHttpResponseHeader(":status", strconv.Itoa(status)))
	must(sdk.ReplaceHttpResponseHeader("content-type", "application/json"))
	must(sdk.ReplaceHttpResponseBody(body))
	return types.ActionContinue
}

// connections cuts frames; it keeps nothing, since the next bytes may be those of another connection.
type connections struct{ types.DefaultTcpContext }

func (*connections) OnNewConnection() types.Action {
	set("ping", string(heartbeat(0, flagRequest|flagTwoWay)))
	return types.ActionContinue
}

func (*connections) OnUpstreamData(size int, end bool) types.Action {
	if size < headerBytes {
		return missing(headerBytes - size)
	}
	head, _ := sdk.GetUpstreamData(0, headerBytes)
	whole, err := frameBytes(head)
	if err != nil {
		set("malformed", err.Error())
		return types.ActionContinue
	}
	if size < whole {
		return missing(whole - size)
	}
	set("consumed", strconv.Itoa(whole))
	flag, id := head[2], frameID(head)
	switch {
	case flag&flagEvent == 0:
		set("exchange_id", strconv.FormatUint(id, 10))
		return types.ActionContinue
	case flag&(flagRequest|flagTwoWay) == flagRequest|flagTwoWay:
		set("answer", string(heartbeat(id, 0)))
	}
	frame, _ := sdk.GetUpstreamData(0, whole)
	if bytes.Equal(frame[headerBytes:], []byte{1, 'R'}) {
		set("drain", "1") // the provider is read-only: it is going away
	}
	set("control", "1")
	return types.ActionContinue
}

func missing(bytes int) types.Action {
	set("missing", strconv.Itoa(bytes))
	return types.ActionPause
}

func reply(status uint32, reason string) types.Action {
	body, _ := json.Marshal(map[string]string{"error": reason})
	must(sdk.SendHttpResponse(status, [][2]string{{"content-type", "application/json"}}, body, -1))
	return types.ActionPause
}

func text(path ...string) string {
	value, err := sdk.GetProperty(path)
	if err != nil {
		return ""
	}
	return string(value)
}

func set(name, value string) { must(sdk.SetProperty([]string{"codec", name}, []byte(value))) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// member is what an argument's from names; nil for JSON null and what is not there.
func member(from string, body map[string]any, whole any) (any, error) {
	if name, found := strings.CutPrefix(from, "path."); found {
		return text("codec", "path", name), nil
	}
	if from == "body" {
		return whole, nil
	}
	if name, found := strings.CutPrefix(from, "body."); found {
		return body[name], nil
	}
	return nil, errorf("from: %s (expected: path.NAME, body or body.NAME)", from)
}
