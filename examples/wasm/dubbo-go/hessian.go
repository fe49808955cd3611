package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"sort"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Hessian 2.0, http://hessian.caucho.com/doc/hessian-serialization.html, as far as this codec needs it.

type writer struct{ bytes.Buffer }

func (w *writer) typed(name string, value any) error {
	if value == nil && name != "long" && name != "int" && name != "double" && name != "boolean" {
		return w.WriteByte('N')
	}
	number := ""
	switch v := value.(type) {
	case json.Number:
		number = v.String()
	case string:
		number = v
	}
	switch name {
	case "long":
		n, err := strconv.ParseInt(number, 10, 64)
		w.WriteByte('L')
		binary.Write(w, binary.BigEndian, n)
		return err
	case "int":
		n, err := strconv.ParseInt(number, 10, 32)
		w.WriteByte('I')
		binary.Write(w, binary.BigEndian, int32(n))
		return err
	case "double":
		n, err := strconv.ParseFloat(number, 64)
		w.WriteByte('D')
		binary.Write(w, binary.BigEndian, n)
		return err
	case "boolean":
		if b, is := value.(bool); is {
			return w.any("", b)
		}
		return errorf("%v (expected: true or false)", value)
	case "String", "java.lang.String":
		if s, is := value.(string); is {
			w.text(s)
			return nil
		}
		return errorf("%v (expected: text)", value)
	}
	if _, is := value.(map[string]any); !is {
		return errorf("%v (expected: an object)", value)
	}
	return w.any(name, value)
}

func (w *writer) any(class string, value any) error {
	switch v := value.(type) {
	case nil:
		return w.WriteByte('N')
	case bool:
		if v {
			return w.WriteByte('T')
		}
		return w.WriteByte('F')
	case string:
		w.text(v)
	case json.Number:
		if _, err := strconv.ParseInt(v.String(), 10, 32); err == nil {
			return w.typed("int", v)
		}
		if _, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return w.typed("long", v)
		}
		return w.typed("double", v)
	case []any:
		w.WriteByte('X')
		w.typed("int", json.Number(strconv.Itoa(len(v))))
		for _, each := range v {
			if err := w.any("", each); err != nil {
				return err
			}
		}
	case map[string]any:
		if class == "" {
			w.WriteByte('H')
		} else {
			w.WriteByte('M')
			w.text(class)
		}
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		sort.Strings(names) // the same frame for the same request
		for _, name := range names {
			w.text(name)
			if err := w.any("", v[name]); err != nil {
				return err
			}
		}
		w.WriteByte('Z')
	}
	return nil
}

// text writes chunks of up to 65535 UTF-16 units, each unit as UTF-8 of its own, as Java's Hessian does.
func (w *writer) text(s string) {
	units := utf16.Encode([]rune(s))
	for len(units) > math.MaxUint16 {
		w.chunk('R', units[:math.MaxUint16])
		units = units[math.MaxUint16:]
	}
	w.chunk('S', units)
}

func (w *writer) chunk(tag byte, units []uint16) {
	w.WriteByte(tag)
	binary.Write(w, binary.BigEndian, uint16(len(units)))
	for _, u := range units {
		switch {
		case u < 0x80:
			w.WriteByte(byte(u))
		case u < 0x800:
			w.Write([]byte{0xc0 | byte(u>>6), 0x80 | byte(u&0x3f)})
		default:
			w.Write([]byte{0xe0 | byte(u>>12), 0x80 | byte(u>>6&0x3f), 0x80 | byte(u&0x3f)})
		}
	}
}

func quoted(s string) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s)
	return bytes.TrimRight(out.Bytes(), "\n")
}

func iso(millis int64) []byte {
	return quoted(time.UnixMilli(millis).UTC().Format("2006-01-02T15:04:05.999Z07:00"))
}

func base64Of(data []byte) []byte { return quoted(base64.StdEncoding.EncodeToString(data)) }

func textOf(units []uint16) string {
	s := string(utf16.Decode(units))
	if !utf8.ValidString(s) {
		return ""
	}
	return s
}
