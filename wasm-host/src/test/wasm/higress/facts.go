package main

import (
	"encoding/binary"
	"fmt"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/wasm-go/pkg/wrapper"
)

// facts is what the wrapper's helpers say of a request.
func facts(ctx wrapper.HttpContext, config Config) map[string]string {
	level := "none"
	if told, err := proxywasm.CallForeignFunction("get_log_level", nil); err == nil {
		level = fmt.Sprint(binary.LittleEndian.Uint32(told))
	}
	return map[string]string{
		"greeting":  config.greeting,
		"region":    config.region,
		"scheme":    ctx.Scheme(),
		"host":      ctx.Host(),
		"path":      ctx.Path(),
		"pathAlone": wrapper.GetRequestPathWithoutQuery(),
		"method":    ctx.Method(),
		"route":     property("route_name"),
		"cluster":   property("cluster_name"),
		"request":   property("x_request_id"),
		"plugin":    wrapper.GetPluginFingerPrint(),
		"ticks":     fmt.Sprint(ticks > 1),
		"level":     level,
		"binary":    fmt.Sprint(wrapper.IsBinaryRequestBody()),
		"body":      fmt.Sprint(wrapper.HasRequestBody()),
		"websocket": fmt.Sprint(wrapper.IsWebsocket()),
		"phase":     fmt.Sprint(ctx.GetExecutionPhase()),
	}
}

// attributes are what is kept of a request for the log and for a trace.
func attributes(ctx wrapper.HttpContext) map[string]string {
	ctx.SetUserAttribute("shop", "12")
	_ = ctx.WriteUserAttributeToLog()
	ctx.SetUserAttribute("cart", 3)
	_ = ctx.WriteUserAttributeToLogWithKey(wrapper.AILogKey)
	_ = ctx.WriteUserAttributeToTrace()
	ctx.DisableReroute()
	ctx.SetRequestBodyBufferLimit(1 << 20)
	ctx.SetResponseBodyBufferLimit(1 << 20)
	return map[string]string{
		"custom_log": property("custom_log"),
		"ai_log":     property("ai_log"),
		"span":       property("trace_span_tag.shop"),
	}
}

func property(name ...string) string {
	value, err := proxywasm.GetProperty(name)
	if err != nil {
		return err.Error()
	}
	return string(value)
}
