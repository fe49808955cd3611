// The SDK's callbacks as exports of Go's own compiler: it knows no "//export", and exports take no int.

package internal

import "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"

//go:wasmexport proxy_abi_version_0_2_0
func exportVersion() {}

//go:wasmexport proxy_on_memory_allocate
func exportAllocate(size uint32) ptr { return ptr(proxyOnMemoryAllocate(uint(size))) }

//go:wasmexport proxy_on_context_create
func exportCreate(id, root uint32) { proxyOnContextCreate(id, root) }

//go:wasmexport proxy_on_vm_start
func exportStart(id uint32, size int32) bool { return bool(proxyOnVMStart(id, int(size))) }

//go:wasmexport proxy_on_configure
func exportConfigure(id uint32, size int32) bool { return bool(proxyOnConfigure(id, int(size))) }

//go:wasmexport proxy_on_done
func exportDone(id uint32) bool { return proxyOnDone(id) }

//go:wasmexport proxy_on_log
func exportLog(id uint32) { proxyOnLog(id) }

//go:wasmexport proxy_on_delete
func exportDelete(id uint32) { proxyOnDelete(id) }

//go:wasmexport proxy_on_tick
func exportTick(id uint32) { proxyOnTick(id) }

//go:wasmexport proxy_on_queue_ready
func exportQueue(id, queue uint32) { proxyOnQueueReady(id, queue) }

//go:wasmexport proxy_on_new_connection
func exportConnection(id uint32) uint32 { return uint32(proxyOnNewConnection(id)) }

//go:wasmexport proxy_on_downstream_data
func exportDownstream(id uint32, size int32, end bool) uint32 {
	return uint32(proxyOnDownstreamData(id, int(size), end))
}

//go:wasmexport proxy_on_upstream_data
func exportUpstream(id uint32, size int32, end bool) uint32 {
	return uint32(proxyOnUpstreamData(id, int(size), end))
}

//go:wasmexport proxy_on_downstream_connection_close
func exportDownstreamClose(id uint32, by uint32) { proxyOnDownstreamConnectionClose(id, types.PeerType(by)) }

//go:wasmexport proxy_on_upstream_connection_close
func exportUpstreamClose(id uint32, by uint32) { proxyOnUpstreamConnectionClose(id, types.PeerType(by)) }

//go:wasmexport proxy_on_request_headers
func exportRequestHeaders(id uint32, count int32, end bool) uint32 {
	return uint32(proxyOnRequestHeaders(id, int(count), end))
}

//go:wasmexport proxy_on_request_body
func exportRequestBody(id uint32, size int32, end bool) uint32 {
	return uint32(proxyOnRequestBody(id, int(size), end))
}

//go:wasmexport proxy_on_request_trailers
func exportRequestTrailers(id uint32, count int32) uint32 {
	return uint32(proxyOnRequestTrailers(id, int(count)))
}

//go:wasmexport proxy_on_response_headers
func exportResponseHeaders(id uint32, count int32, end bool) uint32 {
	return uint32(proxyOnResponseHeaders(id, int(count), end))
}

//go:wasmexport proxy_on_response_body
func exportResponseBody(id uint32, size int32, end bool) uint32 {
	return uint32(proxyOnResponseBody(id, int(size), end))
}

//go:wasmexport proxy_on_response_trailers
func exportResponseTrailers(id uint32, count int32) uint32 {
	return uint32(proxyOnResponseTrailers(id, int(count)))
}

//go:wasmexport proxy_on_http_call_response
func exportAnswer(id, call uint32, headers, size, trailers int32) {
	proxyOnHttpCallResponse(id, call, int(headers), int(size), int(trailers))
}
