// Filters with the Go SDK, each chosen by a word of the plugin's configuration; they do what filters.ts beside them does.
package main

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	sdk "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm"
	"github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"
)

func main() {}

func init() { sdk.SetVMContext(&vm{}) }

type vm struct{ types.DefaultVMContext }

func (*vm) NewPluginContext(uint32) types.PluginContext { return &plugin{} }

type plugin struct {
	types.DefaultPluginContext
	words       []string
	connections sdk.MetricCounter
	requests    sdk.MetricCounter
	active      sdk.MetricGauge
	sizes       sdk.MetricHistogram
	postponed   []uint32
}

func (p *plugin) does(word string) bool { return slices.Contains(p.words, word) }

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	configuration, err := sdk.GetPluginConfiguration()
	if err != nil && err != types.ErrorStatusNotFound {
		return types.OnPluginStartStatusFailed
	}
	p.words = strings.Split(string(configuration), " ")
	if p.does("metrics") {
		p.requests = sdk.DefineCounterMetric("sdk.requests")
		p.active = sdk.DefineGaugeMetric("sdk.active")
		p.sizes = sdk.DefineHistogramMetric("sdk.sizes")
	}
	if p.does("place") {
		p.connections = sdk.DefineCounterMetric("sdk.connections")
	}
	if p.does("tick") || p.does("postpone") {
		must(sdk.SetTickPeriodMilliSeconds(1000))
	}
	if p.does("queue") {
		_, err := sdk.RegisterSharedQueue("sdk.queue")
		must(err)
	}
	if p.does("panic") {
		panic("as it was asked to")
	}
	return types.OnPluginStartStatus(!p.does("refuse"))
}

func (p *plugin) OnTick() {
	if p.does("postpone") {
		p.resumeAll()
		return
	}
	sdk.LogInfo("tick")
	call("clock", "/time", nil, func(_, size, _ int) {
		body, _ := sdk.GetHttpCallResponseBody(0, size)
		sdk.LogInfo("time " + string(body))
	})
}

func (p *plugin) OnQueueReady(queue uint32) {
	item, err := sdk.DequeueSharedQueue(queue)
	if err != nil {
		item = []byte("empty")
	}
	sdk.LogInfo("queue " + string(item))
}

func (p *plugin) NewHttpContext(id uint32) types.HttpContext {
	if p.does("tcp") {
		return nil
	}
	return &filter{plugin: p, id: id}
}

func (p *plugin) NewTcpContext(uint32) types.TcpContext { return &connection{plugin: p} }

type filter struct {
	types.DefaultHttpContext
	plugin *plugin
	id     uint32
	chunks int
	seen   int
}

func (f *filter) OnHttpRequestHeaders(count int, _ bool) types.Action {
	p := f.plugin
	path, _ := sdk.GetHttpRequestHeader(":path")
	if p.does("hello") {
		sdk.LogInfo("hello from stream")
	}
	if p.does("headers") {
		headers()
	}
	if p.does("metrics") {
		p.requests.Increment(1)
		p.active.Add(2)
		p.sizes.Record(uint64(count))
	}
	if _, err := sdk.GetHttpRequestHeader("authorization"); p.does("deny") && err != nil {
		must(sdk.SendHttpResponse(401, [][2]string{{"www-authenticate", "Basic"}}, []byte("who are you?"), -1))
		return types.ActionPause
	}
	if p.does("shared") {
		shared()
	}
	if p.does("enqueue") {
		queue, err := sdk.ResolveSharedQueue("", "sdk.queue")
		must(err)
		must(sdk.EnqueueSharedQueue(queue, []byte(path)))
	}
	if p.does("properties") {
		properties()
	}
	if p.does("foreign") {
		answer, err := sdk.CallForeignFunction("echo", []byte("ping"))
		must(err)
		sdk.LogInfo("foreign " + string(answer))
	}
	if p.does("routing") {
		route(path)
	}
	if p.does("postpone") {
		p.postpone(f.id)
		return types.ActionPause
	}
	if !p.does("auth") {
		return types.ActionContinue
	}
	call("auth", "/check", []byte("token"), func(_, size, _ int) {
		headers, _ := sdk.GetHttpCallResponseHeaders()
		body, _ := sdk.GetHttpCallResponseBody(0, size)
		status := ""
		for _, header := range headers {
			if header[0] == ":status" {
				status = header[1]
			}
		}
		sdk.LogInfo("auth " + status + " " + string(body))
		if status == "200" {
			must(sdk.ResumeHttpRequest())
		} else {
			must(sdk.SendHttpResponse(403, nil, []byte("denied"), -1))
		}
	})
	return types.ActionPause
}

func headers() {
	all, err := sdk.GetHttpRequestHeaders()
	must(err)
	for _, header := range all {
		sdk.LogInfo(header[0] + "=" + header[1])
	}
	must(sdk.AddHttpRequestHeader("x-added", "1"))
	must(sdk.AddHttpRequestHeader("x-added", "2"))
	must(sdk.ReplaceHttpRequestHeader("accept", "text/plain"))
	must(sdk.RemoveHttpRequestHeader("cookie"))
}

func shared() {
	value, cas, err := sdk.GetSharedData("sdk.count")
	next := 1
	if err == nil {
		known, _ := strconv.Atoi(string(value))
		next = known + 1
	}
	must(sdk.SetSharedData("sdk.count", []byte(strconv.Itoa(next)), cas))
	sdk.LogInfo("shared " + strconv.Itoa(next) + " 0")
	if next > 1 && sdk.SetSharedData("sdk.count", []byte("0"), cas) == types.ErrorStatusCasMismatch {
		sdk.LogInfo("stale 8")
	}
}

func properties() {
	root, _ := sdk.GetProperty([]string{"plugin_root_id"})
	route, _ := sdk.GetProperty([]string{"route_name"})
	sdk.LogInfo("root " + string(root) + " route " + string(route))
	path, err := sdk.GetProperty([]string{"request", "path"})
	must(err)
	sdk.LogInfo("path " + string(path))
	must(sdk.SetProperty([]string{"mine"}, []byte("kept")))
	mine, err := sdk.GetProperty([]string{"mine"})
	must(err)
	sdk.LogInfo("mine " + string(mine))
}

func (f *filter) OnHttpRequestBody(size int, end bool) types.Action {
	if f.plugin.does("chunks") {
		return f.chunk(size, end)
	}
	if f.plugin.does("json") {
		return f.validate(size, end)
	}
	if !f.plugin.does("body") {
		return types.ActionContinue
	}
	f.chunks++
	if !end {
		return types.ActionPause
	}
	whole, err := sdk.GetHttpRequestBody(0, math.MaxInt32)
	must(err)
	sdk.LogInfo("body " + string(whole) + " in " + strconv.Itoa(f.chunks))
	must(sdk.ReplaceHttpRequestBody(bytes.ToUpper(whole)))
	must(sdk.PrependHttpRequestBody([]byte("<")))
	must(sdk.AppendHttpRequestBody([]byte(">")))
	return types.ActionContinue
}

func (f *filter) OnHttpResponseHeaders(int, bool) types.Action {
	if f.plugin.does("headers") {
		must(sdk.AddHttpResponseHeader("x-by", "sdk"))
	}
	if f.plugin.does("dispatches") {
		return f.dispatch()
	}
	return types.ActionContinue
}

func (f *filter) OnHttpStreamDone() { sdk.LogInfo("log") }

type connection struct {
	types.DefaultTcpContext
	plugin *plugin
}

func (*connection) OnNewConnection() types.Action {
	sdk.LogInfo("connection")
	return types.ActionContinue
}

func (c *connection) OnDownstreamData(size int, end bool) types.Action {
	if c.plugin.does("place") && size == 0 {
		return types.ActionContinue
	}
	data, err := sdk.GetDownstreamData(0, size)
	must(err)
	sdk.LogInfo("data " + string(data))
	if end || c.plugin.does("place") {
		return types.ActionContinue
	}
	return types.ActionPause
}

// Where the endpoint is: of its cluster's metadata, as Envoy has it.
func (c *connection) OnUpstreamData(size int, _ bool) types.Action {
	if !c.plugin.does("place") || size == 0 {
		return types.ActionContinue
	}
	address, err := sdk.GetProperty([]string{"upstream", "address"})
	must(err)
	sdk.LogInfo("upstream " + string(address))
	places, err := sdk.GetPropertyMap([]string{"cluster_metadata", "filter_metadata", "location"})
	must(err)
	for _, place := range places {
		sdk.LogInfo("location " + place[0] + "=" + place[1])
	}
	data, err := sdk.GetUpstreamData(0, size)
	must(err)
	sdk.LogInfo("answer " + string(data))
	return types.ActionContinue
}

func (c *connection) OnDownstreamClose(types.PeerType) {
	if c.plugin.does("place") {
		sdk.LogInfo("downstream closed")
	}
}

func (c *connection) OnStreamDone() {
	if c.plugin.does("place") {
		c.plugin.connections.Increment(1)
		sdk.LogInfo("complete")
	}
}

func call(cluster, path string, body []byte, answer func(headers, size, trailers int)) {
	head := [][2]string{{":method", "GET"}, {":path", path}, {":authority", cluster}}
	_, err := sdk.DispatchHttpCall(cluster, head, body, nil, 500, answer)
	must(err)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
