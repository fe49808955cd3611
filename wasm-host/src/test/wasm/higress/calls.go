package main

import (
	"fmt"
	"net/http"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/wrapper"
)

const patience = 2000

// client asks the cluster that the configuration says, in the way it says.
func client(config Config) wrapper.HttpClient {
	name, port := config.cluster.Get("name").String(), config.cluster.Get("port").Int()
	switch config.cluster.Get("kind").String() {
	case "static":
		return wrapper.NewClusterClient(wrapper.StaticIpCluster{ServiceName: name, Port: port, Host: "authority"})
	case "dns":
		return wrapper.NewClusterClient(wrapper.DnsCluster{ServiceName: name, Port: port, Domain: "authority"})
	case "nacos":
		return wrapper.NewClusterClient(wrapper.NacosCluster{ServiceName: name, Port: port, NamespaceID: "public", Host: "authority"})
	case "nacos-ext":
		return wrapper.NewClusterClient(wrapper.NacosCluster{ServiceName: name, Port: port, NamespaceID: "public", Group: "A_B", IsExtRegistry: true, Host: "authority"})
	case "consul":
		return wrapper.NewClusterClient(wrapper.ConsulCluster{ServiceName: name, Datacenter: "dc1", Port: port, Host: "authority"})
	case "k8s":
		return wrapper.NewClusterClient(wrapper.K8sCluster{ServiceName: name, Namespace: "shop", Version: "v1", Port: port, Host: "authority"})
	case "route":
		return wrapper.NewClusterClient(wrapper.RouteCluster{Host: "authority"})
	case "target":
		return wrapper.NewClusterClient(wrapper.TargetCluster{Cluster: name, Host: "authority"})
	default:
		return wrapper.NewClusterClient(wrapper.FQDNCluster{FQDN: name, Port: port, Host: "authority"})
	}
}

func answerTo(then func(said string)) wrapper.ResponseCallback {
	return func(status int, headers http.Header, body []byte) {
		then(fmt.Sprintf("%d %s %s", status, headers.Get("x-from"), body))
	}
}

func callOut(do string, config Config) types.Action {
	if do == "dispatch" {
		return dispatch(config)
	}
	method, _ := proxywasm.GetHttpRequestHeader("x-method")
	err := client(config).Call(method, "/check?a=b", [][2]string{{"x-token", "t"}}, []byte("asked"), answerTo(func(said string) {
		_ = proxywasm.AddHttpRequestHeader("x-said", said)
		_ = proxywasm.ResumeHttpRequest()
	}), patience)
	if err != nil {
		return answer("not sent: " + err.Error())
	}
	return types.HeaderStopAllIterationAndWatermark
}

// dispatch is the call of the SDK itself, with its three getters.
func dispatch(config Config) types.Action {
	_, err := proxywasm.DispatchHttpCall(client(config).ClusterName(),
		[][2]string{{":method", "POST"}, {":path", "/trailers"}, {":authority", "authority"}},
		[]byte("asked"), [][2]string{{"x-sum", "5"}}, patience,
		func(headers, size, trailers int) {
			fields, _ := proxywasm.GetHttpCallResponseHeaders()
			body, _ := proxywasm.GetHttpCallResponseBody(0, size)
			ends, _ := proxywasm.GetHttpCallResponseTrailers()
			answer(map[string]any{
				"counts":   []bool{headers == len(fields), trailers == len(ends)},
				"status":   fields[0],
				"body":     string(body),
				"trailers": ends,
			})
		})
	if err != nil {
		return answer("not sent: " + err.Error())
	}
	return types.HeaderStopAllIterationAndWatermark
}
