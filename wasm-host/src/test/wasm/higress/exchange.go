package main

import (
	"bytes"
	"fmt"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/log"
	"github.com/higress-group/wasm-go/pkg/wrapper"
)

func onRequestHeaders(ctx wrapper.HttpContext, config Config) types.Action {
	do, _ := proxywasm.GetHttpRequestHeader("x-do")
	ctx.SetContext("do", do)
	switch do {
	case "request-stream":
		return types.ActionContinue
	case "request-get", "request-append", "request-prepend", "request-replace", "request-call":
		ctx.BufferRequestBody()
		_ = proxywasm.RemoveHttpRequestHeader("content-length")
		return types.HeaderStopIteration
	}
	ctx.DontReadRequestBody()
	switch do {
	case "request-headers":
		changeRequestHeaders()
	case "request-all":
		all, _ := proxywasm.GetHttpRequestHeaders()
		_ = proxywasm.ReplaceHttpRequestHeaders(append(all, [2]string{"x-all", fmt.Sprint(len(all) > 3)}))
	case "answer":
		_ = proxywasm.SendHttpResponseWithDetail(418, "teapot", [][2]string{{"x-of", config.greeting}}, []byte("short and stout"), -1)
	case "facts":
		return answer(facts(ctx, config))
	case "log":
		log.Trace("at trace")
		log.Debugf("at %s", "debug")
		log.Infof("at %s", "info")
		log.Warn("at warn")
		log.Error("at error")
		log.Critical("at critical")
	case "attributes":
		return answer(attributes(ctx))
	case "hosts":
		_, hosts := proxywasm.GetUpstreamHosts()
		override := proxywasm.SetUpstreamOverrideHost([]byte("127.0.0.1:1"))
		inject := proxywasm.InjectEncodedDataToFilterChain([]byte("x"), false)
		return answer([]string{fmt.Sprint(hosts), fmt.Sprint(override), fmt.Sprint(inject)})
	case "client", "dispatch":
		return callOut(do, config)
	case "redis", "redis-many":
		return redis(do, config)
	}
	return types.ActionContinue
}

func changeRequestHeaders() {
	got, _ := proxywasm.GetHttpRequestHeader("x-single")
	_ = proxywasm.AddHttpRequestHeader("x-got", got)
	_ = proxywasm.AddHttpRequestHeader("x-added", "one")
	_ = proxywasm.AddHttpRequestHeader("x-added", "two")
	_ = proxywasm.ReplaceHttpRequestHeader("x-replaced", "new")
	_ = proxywasm.RemoveHttpRequestHeader("x-removed")
}

func onRequestBody(ctx wrapper.HttpContext, config Config, body []byte) types.Action {
	switch ctx.GetStringContext("do", "") {
	case "request-get":
		read, err := proxywasm.GetHttpRequestBody(0, len(body))
		return answer([]string{string(read), fmt.Sprint(err)})
	case "request-append":
		_ = proxywasm.AppendHttpRequestBody([]byte(" and more"))
	case "request-prepend":
		_ = proxywasm.PrependHttpRequestBody([]byte("less and "))
	case "request-replace":
		_ = proxywasm.ReplaceHttpRequestBody([]byte("all new"))
	case "request-call":
		err := ctx.RouteCall("PUT", "http://other/called?of=route", [][2]string{{"x-called", "yes"}}, []byte("for the route"),
			func(status int, headers [][2]string, body []byte) {
				_ = proxywasm.ReplaceHttpResponseBody([]byte(fmt.Sprintf("route said %d: %s", status, body)))
			})
		if err != nil {
			return answer(err.Error())
		}
	}
	return types.ActionContinue
}

func onRequestChunk(ctx wrapper.HttpContext, config Config, chunk []byte, last bool) []byte {
	if last {
		return append(bytes.ToUpper(chunk), []byte(" THE END")...)
	}
	return bytes.ToUpper(chunk)
}

func onResponseHeaders(ctx wrapper.HttpContext, config Config) types.Action {
	do := ctx.GetStringContext("do", "")
	switch do {
	case "response-stream":
		return types.ActionContinue
	case "response-get", "response-append", "response-prepend", "response-replace":
		ctx.BufferResponseBody()
		_ = proxywasm.RemoveHttpResponseHeader("content-length")
		return types.HeaderStopIteration
	}
	ctx.DontReadResponseBody()
	switch do {
	case "response-headers":
		got, _ := proxywasm.GetHttpResponseHeader("x-single")
		_ = proxywasm.AddHttpResponseHeader("x-got", got)
		_ = proxywasm.AddHttpResponseHeader("x-added", "one")
		_ = proxywasm.AddHttpResponseHeader("x-added", "two")
		_ = proxywasm.ReplaceHttpResponseHeader("x-replaced", "new")
		_ = proxywasm.RemoveHttpResponseHeader("x-removed")
		_ = proxywasm.AddHttpResponseHeader("x-upstream", fmt.Sprint(wrapper.IsResponseFromUpstream()))
		_ = proxywasm.AddHttpResponseHeader("x-has-body", fmt.Sprint(wrapper.HasResponseBody()))
	case "response-all":
		all, _ := proxywasm.GetHttpResponseHeaders()
		_ = proxywasm.ReplaceHttpResponseHeaders(append(all, [2]string{"x-all", fmt.Sprint(len(all) > 1)}))
	case "response-pause":
		err := client(config).Get("/check", nil, answerTo(func(said string) {
			_ = proxywasm.AddHttpResponseHeader("x-said", said)
			_ = proxywasm.ResumeHttpResponse()
		}))
		if err == nil {
			return types.HeaderStopAllIterationAndWatermark
		}
	}
	return types.ActionContinue
}

func onResponseBody(ctx wrapper.HttpContext, config Config, body []byte) types.Action {
	switch ctx.GetStringContext("do", "") {
	case "response-get":
		read, err := proxywasm.GetHttpResponseBody(0, len(body))
		_ = proxywasm.ReplaceHttpResponseBody([]byte(fmt.Sprintf("%d bytes, %t, %v", len(body), bytes.Equal(read, body), err)))
	case "response-append":
		_ = proxywasm.AppendHttpResponseBody([]byte(" and more"))
	case "response-prepend":
		_ = proxywasm.PrependHttpResponseBody([]byte("less and "))
	case "response-replace":
		_ = proxywasm.ReplaceHttpResponseBody([]byte("all new"))
	}
	return types.ActionContinue
}

func onResponseChunk(ctx wrapper.HttpContext, config Config, chunk []byte, last bool) []byte {
	if last {
		return append(bytes.ToUpper(chunk), []byte(" THE END")...)
	}
	return bytes.ToUpper(chunk)
}

func onDone(ctx wrapper.HttpContext, config Config) {
	if do := ctx.GetStringContext("do", ""); do == "log" {
		log.Infof("done, phase %d", ctx.GetExecutionPhase())
	}
}
