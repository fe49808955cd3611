package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
)

// The Dubbo2 header:
//
//	0       2      3        4          12       16
//	| magic | flag | status | id (u64) | length | body ...
const (
	headerBytes = 16
	mostBytes   = 16 << 20
	magic       = 0xdabb
	hessian2    = 2
	flagRequest = 0x80
	flagTwoWay  = 0x40
	flagEvent   = 0x20
	statusOK    = 20
)

var errorf = fmt.Errorf

func header(flag, status byte, id uint64, body []byte) []byte {
	frame := make([]byte, headerBytes, headerBytes+len(body))
	binary.BigEndian.PutUint16(frame, magic)
	frame[2], frame[3] = flag|hessian2, status
	binary.BigEndian.PutUint64(frame[4:], id)
	binary.BigEndian.PutUint32(frame[12:], uint32(len(body)))
	return append(frame, body...)
}

// heartbeat asks (with the flags of a request) or answers; its body is null.
func heartbeat(id uint64, flags byte) []byte {
	status := byte(0)
	if flags&flagRequest == 0 {
		status = statusOK
	}
	return header(flags|flagEvent, status, id, []byte{'N'})
}

func frameID(head []byte) uint64 { return binary.BigEndian.Uint64(head[4:]) }

func frameBytes(head []byte) (int, error) {
	length := binary.BigEndian.Uint32(head[12:])
	if binary.BigEndian.Uint16(head) != magic {
		return 0, errorf("magic %x (expected: dabb)", head[:2])
	}
	if length > mostBytes {
		return 0, errorf("a length of %d (expected: up to %d)", length, mostBytes)
	}
	return headerBytes + int(length), nil
}

func arguments(c *call, body []byte) (*writer, error) {
	var whole any
	if len(bytes.TrimSpace(body)) > 0 {
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber() // a float64 has no room for a long
		if err := decoder.Decode(&whole); err != nil {
			return nil, errorf("body: %v", err)
		}
		if decoder.More() {
			return nil, errorf("body: more than one value")
		}
	}
	members, _ := whole.(map[string]any)
	out := &writer{}
	for _, argument := range c.Args {
		value, err := member(argument.From, members, whole)
		if err == nil {
			err = out.typed(argument.Type, value)
		}
		if err != nil {
			return nil, errorf("%s: %v", argument.From, err)
		}
	}
	return out, nil
}

func request(id uint64, c *call, args *writer) []byte {
	out := &writer{}
	descriptor := strings.Builder{}
	for _, argument := range c.Args {
		descriptor.WriteString(descriptorOf(argument.Type))
	}
	for _, each := range []string{"2.0.2", c.Service, c.Version, c.Method, descriptor.String()} {
		out.text(each)
	}
	out.Write(args.Bytes())
	out.WriteByte('H')
	for _, each := range []string{"path", c.Service, "interface", c.Service, "version", c.Version} {
		out.text(each)
	}
	out.WriteByte('Z')
	return header(flagRequest|flagTwoWay, 0, id, out.Bytes())
}

func descriptorOf(name string) string {
	switch name {
	case "long":
		return "J"
	case "int":
		return "I"
	case "double":
		return "D"
	case "boolean":
		return "Z"
	case "String":
		name = "java.lang.String"
	}
	return "L" + strings.ReplaceAll(name, ".", "/") + ";"
}

// result is the status and the JSON of a reply.
func result(frame []byte) (int, []byte, error) {
	in := &reader{in: frame[headerBytes:]}
	if frame[3] != statusOK {
		message, err := in.value()
		if err != nil {
			return 0, nil, errorf("status %d", frame[3])
		}
		return 502, object("error", message), nil
	}
	kind, err := in.value()
	if err != nil {
		return 0, nil, err
	}
	switch string(kind) {
	case "0", "3":
		in.lenient = true
		if _, err := in.value(); err != nil {
			return 0, nil, err
		}
		// Its message and its stack trace may not be meant for clients.
		return 502, object("exception", quoted(in.last[strings.LastIndexAny(in.last, ".$")+1:])), nil
	case "1", "4":
		value, err := in.value()
		return 200, value, err
	case "2", "5":
		return 200, []byte("null"), nil
	}
	return 0, nil, errorf("a result of kind %s", kind)
}

func object(name string, value []byte) []byte {
	return append(append(append([]byte(`{"`+name), `":`...), value...), '}')
}
