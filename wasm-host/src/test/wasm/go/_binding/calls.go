// Takes the place of the SDK's stand-ins for other compilers than TinyGo: the host functions as imports of Go's own compiler, for
// which an int has 64 bits and a pointer in memory too. Variables that results go to are therefore cleared before.

package internal

import "unsafe"

type ptr = unsafe.Pointer

//go:wasmimport env proxy_log
func hostLog(level uint32, data ptr, size int32) uint32

//go:wasmimport env proxy_send_local_response
func hostReply(status uint32, details ptr, detailsSize int32, body ptr, bodySize int32, headers ptr, headersSize int32, grpc int32) uint32

//go:wasmimport env proxy_get_shared_data
func hostGetShared(key ptr, keySize int32, value, size, cas ptr) uint32

//go:wasmimport env proxy_set_shared_data
func hostSetShared(key ptr, keySize int32, value ptr, valueSize int32, cas uint32) uint32

//go:wasmimport env proxy_register_shared_queue
func hostRegister(name ptr, nameSize int32, id ptr) uint32

//go:wasmimport env proxy_resolve_shared_queue
func hostResolve(vm ptr, vmSize int32, name ptr, nameSize int32, id ptr) uint32

//go:wasmimport env proxy_dequeue_shared_queue
func hostDequeue(id uint32, value, size ptr) uint32

//go:wasmimport env proxy_enqueue_shared_queue
func hostEnqueue(id uint32, value ptr, size int32) uint32

//go:wasmimport env proxy_get_header_map_value
func hostGetField(which uint32, key ptr, keySize int32, value, size ptr) uint32

//go:wasmimport env proxy_add_header_map_value
func hostAddField(which uint32, key ptr, keySize int32, value ptr, size int32) uint32

//go:wasmimport env proxy_replace_header_map_value
func hostReplaceField(which uint32, key ptr, keySize int32, value ptr, size int32) uint32

//go:wasmimport env proxy_remove_header_map_value
func hostRemoveField(which uint32, key ptr, keySize int32) uint32

//go:wasmimport env proxy_get_header_map_pairs
func hostGetPairs(which uint32, value, size ptr) uint32

//go:wasmimport env proxy_set_header_map_pairs
func hostSetPairs(which uint32, value ptr, size int32) uint32

//go:wasmimport env proxy_get_buffer_bytes
func hostGetBytes(which uint32, start, most int32, value, size ptr) uint32

//go:wasmimport env proxy_set_buffer_bytes
func hostSetBytes(which uint32, start, most int32, value ptr, size int32) uint32

//go:wasmimport env proxy_continue_stream
func hostContinue(side uint32) uint32

//go:wasmimport env proxy_close_stream
func hostClose(side uint32) uint32

//go:wasmimport env proxy_http_call
func hostCall(upstream ptr, upstreamSize int32, headers ptr, headersSize int32, body ptr, bodySize int32, trailers ptr, trailersSize int32, timeout uint32, id ptr) uint32

//go:wasmimport env proxy_call_foreign_function
func hostForeign(name ptr, nameSize int32, args ptr, argsSize int32, value, size ptr) uint32

//go:wasmimport env proxy_set_tick_period_milliseconds
func hostTick(period uint32) uint32

//go:wasmimport env proxy_set_effective_context
func hostEffective(id uint32) uint32

//go:wasmimport env proxy_done
func hostDone() uint32

//go:wasmimport env proxy_define_metric
func hostDefine(kind uint32, name ptr, nameSize int32, id ptr) uint32

//go:wasmimport env proxy_increment_metric
func hostIncrement(id uint32, delta int64) uint32

//go:wasmimport env proxy_record_metric
func hostRecord(id uint32, value uint64) uint32

//go:wasmimport env proxy_get_metric
func hostMetric(id uint32, value ptr) uint32

//go:wasmimport env proxy_get_property
func hostGetProperty(path ptr, pathSize int32, value, size ptr) uint32

//go:wasmimport env proxy_set_property
func hostSetProperty(path ptr, pathSize int32, value ptr, valueSize int32) uint32

func ProxyLog(level LogLevel, data *byte, size int) Status {
	return Status(hostLog(uint32(level), ptr(data), int32(size)))
}

func ProxySendLocalResponse(status uint32, details *byte, detailsSize int, body *byte, bodySize int, headers *byte, headersSize int, grpc int32) Status {
	return Status(hostReply(status, ptr(details), int32(detailsSize), ptr(body), int32(bodySize), ptr(headers), int32(headersSize), grpc))
}

func ProxyGetSharedData(key *byte, keySize int, value **byte, size *int, cas *uint32) Status {
	*value, *size = nil, 0
	return Status(hostGetShared(ptr(key), int32(keySize), ptr(value), ptr(size), ptr(cas)))
}

func ProxySetSharedData(key *byte, keySize int, value *byte, size int, cas uint32) Status {
	return Status(hostSetShared(ptr(key), int32(keySize), ptr(value), int32(size), cas))
}

func ProxyRegisterSharedQueue(name *byte, size int, id *uint32) Status {
	return Status(hostRegister(ptr(name), int32(size), ptr(id)))
}

func ProxyResolveSharedQueue(vm *byte, vmSize int, name *byte, size int, id *uint32) Status {
	return Status(hostResolve(ptr(vm), int32(vmSize), ptr(name), int32(size), ptr(id)))
}

func ProxyDequeueSharedQueue(id uint32, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostDequeue(id, ptr(value), ptr(size)))
}

func ProxyEnqueueSharedQueue(id uint32, value *byte, size int) Status {
	return Status(hostEnqueue(id, ptr(value), int32(size)))
}

func ProxyGetHeaderMapValue(which MapType, key *byte, keySize int, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostGetField(uint32(which), ptr(key), int32(keySize), ptr(value), ptr(size)))
}

func ProxyAddHeaderMapValue(which MapType, key *byte, keySize int, value *byte, size int) Status {
	return Status(hostAddField(uint32(which), ptr(key), int32(keySize), ptr(value), int32(size)))
}

func ProxyReplaceHeaderMapValue(which MapType, key *byte, keySize int, value *byte, size int) Status {
	return Status(hostReplaceField(uint32(which), ptr(key), int32(keySize), ptr(value), int32(size)))
}

func ProxyRemoveHeaderMapValue(which MapType, key *byte, keySize int) Status {
	return Status(hostRemoveField(uint32(which), ptr(key), int32(keySize)))
}

func ProxyGetHeaderMapPairs(which MapType, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostGetPairs(uint32(which), ptr(value), ptr(size)))
}

func ProxySetHeaderMapPairs(which MapType, value *byte, size int) Status {
	return Status(hostSetPairs(uint32(which), ptr(value), int32(size)))
}

func ProxyGetBufferBytes(which BufferType, start int, most int, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostGetBytes(uint32(which), int32(start), int32(most), ptr(value), ptr(size)))
}

func ProxySetBufferBytes(which BufferType, start int, most int, value *byte, size int) Status {
	return Status(hostSetBytes(uint32(which), int32(start), int32(most), ptr(value), int32(size)))
}

func ProxyContinueStream(side StreamType) Status { return Status(hostContinue(uint32(side))) }

func ProxyCloseStream(side StreamType) Status { return Status(hostClose(uint32(side))) }

func ProxyHttpCall(upstream *byte, upstreamSize int, headers *byte, headersSize int, body *byte, bodySize int, trailers *byte, trailersSize int, timeout uint32, id *uint32) Status {
	return Status(hostCall(ptr(upstream), int32(upstreamSize), ptr(headers), int32(headersSize), ptr(body), int32(bodySize), ptr(trailers), int32(trailersSize), timeout, ptr(id)))
}

func ProxyCallForeignFunction(name *byte, nameSize int, args *byte, argsSize int, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostForeign(ptr(name), int32(nameSize), ptr(args), int32(argsSize), ptr(value), ptr(size)))
}

func ProxySetTickPeriodMilliseconds(period uint32) Status { return Status(hostTick(period)) }

func ProxySetEffectiveContext(id uint32) Status { return Status(hostEffective(id)) }

func ProxyDone() Status { return Status(hostDone()) }

func ProxyDefineMetric(kind MetricType, name *byte, size int, id *uint32) Status {
	return Status(hostDefine(uint32(kind), ptr(name), int32(size), ptr(id)))
}

func ProxyIncrementMetric(id uint32, delta int64) Status { return Status(hostIncrement(id, delta)) }

func ProxyRecordMetric(id uint32, value uint64) Status { return Status(hostRecord(id, value)) }

func ProxyGetMetric(id uint32, value *uint64) Status { return Status(hostMetric(id, ptr(value))) }

func ProxyGetProperty(path *byte, pathSize int, value **byte, size *int) Status {
	*value, *size = nil, 0
	return Status(hostGetProperty(ptr(path), int32(pathSize), ptr(value), ptr(size)))
}

func ProxySetProperty(path *byte, pathSize int, value *byte, size int) Status {
	return Status(hostSetProperty(ptr(path), int32(pathSize), ptr(value), int32(size)))
}
