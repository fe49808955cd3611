// Every function of Higress' plugin guide, through its SDK and wrapper as they are published. What is done with a request says its
// field x-do; what it is done with, the configuration.
package main

import (
	"encoding/json"
	"errors"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/log"
	"github.com/higress-group/wasm-go/pkg/wrapper"
	"github.com/tidwall/gjson"
)

func main() {}

func init() { proxywasm.SetVMContext(&styles{}) }

// Config is what the configuration says.
type Config struct {
	greeting string
	region   string
	cluster  gjson.Result
	redis    wrapper.RedisClient
}

// styles chooses by the key "style" of the configuration how the plugin is written; the wrapper wants to know before it is read.
type styles struct{ types.DefaultVMContext }

type chosen struct {
	types.DefaultPluginContext
	inner types.PluginContext
	id    uint32
}

func (*styles) NewPluginContext(id uint32) types.PluginContext { return &chosen{id: id} }

func (c *chosen) OnPluginStart(size int) types.OnPluginStartStatus {
	written, _ := proxywasm.GetPluginConfiguration()
	var vm types.VMContext
	switch gjson.GetBytes(written, "style").String() {
	case "override":
		vm = wrapper.NewCommonVmCtx("higress-test", append(handlers(), wrapper.ParseOverrideConfig(parse, parseRule))...)
	case "old":
		vm = wrapper.NewCommonVmCtx("higress-test", oldHandlers()...)
	case "isolated":
		vm = wrapper.NewCommonVmCtx("higress-test", append(handlers(), wrapper.ParseConfig(parse),
			wrapper.PrePluginStartOrReload[Config](func(context wrapper.PluginContext) error {
				context.EnableRuleLevelConfigIsolation()
				return nil
			}))...)
	default:
		vm = wrapper.NewCommonVmCtx("higress-test", append(handlers(), wrapper.ParseConfig(parse))...)
	}
	c.inner = vm.NewPluginContext(c.id)
	return c.inner.OnPluginStart(size)
}

func (c *chosen) NewHttpContext(id uint32) types.HttpContext { return c.inner.NewHttpContext(id) }

func (c *chosen) OnTick() { c.inner.OnTick() }

func handlers() []wrapper.CtxOption[Config] {
	return []wrapper.CtxOption[Config]{
		wrapper.ProcessRequestHeaders(onRequestHeaders),
		wrapper.ProcessRequestBody(onRequestBody),
		wrapper.ProcessStreamingRequestBody(onRequestChunk),
		wrapper.ProcessResponseHeaders(onResponseHeaders),
		wrapper.ProcessResponseBody(onResponseBody),
		wrapper.ProcessStreamingResponseBody(onResponseChunk),
		wrapper.ProcessStreamDone(onDone),
	}
}

// oldHandlers are those that are handed their log.
func oldHandlers() []wrapper.CtxOption[Config] {
	return []wrapper.CtxOption[Config]{
		wrapper.ParseOverrideConfigBy(
			func(json gjson.Result, config *Config, _ log.Log) error { return parse(json, config) },
			func(json gjson.Result, global Config, config *Config, _ log.Log) error {
				return parseRule(json, global, config)
			}),
		wrapper.ProcessRequestHeadersBy(func(ctx wrapper.HttpContext, config Config, own log.Log) types.Action {
			own.Infof("old style, %s", config.greeting)
			return onRequestHeaders(ctx, config)
		}),
		wrapper.ProcessRequestBodyBy(func(ctx wrapper.HttpContext, config Config, body []byte, _ log.Log) types.Action {
			return onRequestBody(ctx, config, body)
		}),
		wrapper.ProcessResponseHeadersBy(func(ctx wrapper.HttpContext, config Config, _ log.Log) types.Action {
			return onResponseHeaders(ctx, config)
		}),
		wrapper.ProcessResponseBodyBy(func(ctx wrapper.HttpContext, config Config, body []byte, _ log.Log) types.Action {
			return onResponseBody(ctx, config, body)
		}),
		wrapper.ProcessStreamDoneBy(func(ctx wrapper.HttpContext, config Config, _ log.Log) { onDone(ctx, config) }),
	}
}

var ticks int

func parse(json gjson.Result, config *Config) error {
	if json.Get("broken").Bool() {
		return errors.New("broken, as it says")
	}
	config.greeting = json.Get("greeting").String()
	config.region = json.Get("region").String()
	config.cluster = json.Get("cluster")
	if tick := json.Get("tick").Int(); tick > 0 {
		wrapper.RegisteTickFunc(tick, func() { ticks++ })
	}
	if redis := json.Get("redis"); redis.Exists() {
		config.redis = wrapper.NewRedisClusterClient(wrapper.FQDNCluster{
			FQDN: redis.Get("service").String(),
			Port: redis.Get("port").Int(),
		})
		return config.redis.Init(redis.Get("username").String(), redis.Get("password").String(), redis.Get("timeout").Int(),
			wrapper.WithDataBase(int(redis.Get("database").Int())))
	}
	return nil
}

// parseRule takes from the global configuration what a rule does not say.
func parseRule(json gjson.Result, global Config, config *Config) error {
	*config = global
	if greeting := json.Get("greeting"); greeting.Exists() {
		config.greeting = greeting.String()
	}
	return nil
}

// answer ends the exchange with what was found out.
func answer(facts any) types.Action {
	body, err := json.Marshal(facts)
	if err != nil {
		body = []byte(err.Error())
	}
	_ = proxywasm.SendHttpResponse(200, [][2]string{{"content-type", "application/json"}}, body, -1)
	return types.ActionContinue
}
