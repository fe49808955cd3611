package main

import (
	"strconv"
	"strings"

	sdk "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm"
	"github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/tidwall/gjson"
)

// What the SDK's examples show besides: a body looked at piece by piece, several calls for one response, requests that wait for a timer,
// a virtual machine's own configuration, JSON that has to have certain members, requests sent to another place.

const (
	dispatches = 3
	wanted     = "pattern"
)

func (*vm) OnVMStart(int) types.OnVMStartStatus {
	configuration, err := sdk.GetVMConfiguration()
	if err == nil && len(configuration) > 0 {
		sdk.LogInfo("vm " + string(configuration))
	}
	return types.OnVMStartStatusOK
}

// The stream waits until the next tick.
func (p *plugin) postpone(stream uint32) {
	p.postponed = append(p.postponed, stream)
	sdk.LogInfo("postponed")
}

func (p *plugin) resumeAll() {
	for _, stream := range p.postponed {
		must(sdk.SetEffectiveContext(stream))
		must(sdk.ResumeHttpRequest())
	}
	p.postponed = nil
}

// Goes on once the pattern has come, in whatever pieces; refuses a body that ends without it.
func (f *filter) chunk(size int, end bool) types.Action {
	body, err := sdk.GetHttpRequestBody(0, size)
	if err != nil && err != types.ErrorStatusNotFound {
		panic(err)
	}
	sdk.LogInfo("chunk " + string(body[f.seen:]))
	f.seen = len(body)
	if strings.Contains(string(body), wanted) {
		sdk.LogInfo("found in " + strconv.Itoa(f.seen))
		return types.ActionContinue
	}
	if end {
		must(sdk.SendHttpResponse(403, nil, []byte("no "+wanted), -1))
	}
	return types.ActionPause
}

// Holds the response until all calls are answered.
func (f *filter) dispatch() types.Action {
	left := dispatches
	for i := range dispatches {
		call("part", "/"+strconv.Itoa(i), nil, func(_, size, _ int) {
			body, _ := sdk.GetHttpCallResponseBody(0, size)
			sdk.LogInfo("part " + strconv.Itoa(i) + " " + string(body))
			left--
			if left == 0 {
				must(sdk.AddHttpResponseHeader("x-parts", strconv.Itoa(dispatches)))
				must(sdk.ResumeHttpResponse())
			}
		})
	}
	return types.ActionPause
}

func (f *filter) validate(size int, end bool) types.Action {
	if !end {
		return types.ActionPause
	}
	body, err := sdk.GetHttpRequestBody(0, size)
	if err != nil || !gjson.ValidBytes(body) {
		must(sdk.SendHttpResponse(400, nil, []byte("no JSON"), -1))
		return types.ActionPause
	}
	for _, member := range []string{"id", "token"} {
		if !gjson.GetBytes(body, member).Exists() {
			must(sdk.SendHttpResponse(422, nil, []byte("no "+member), -1))
			return types.ActionPause
		}
	}
	return types.ActionContinue
}

func route(path string) {
	if strings.HasPrefix(path, "/canary") {
		authority, err := sdk.GetHttpRequestHeader(":authority")
		must(err)
		must(sdk.ReplaceHttpRequestHeader(":authority", authority+"-canary"))
	}
}
