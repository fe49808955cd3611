package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"
)

const mostDepth = 64

type class struct {
	name   string
	fields []string
}

// reader turns Hessian into JSON; every length is checked against the bytes that are there.
type reader struct {
	in      []byte
	at      int
	depth   int
	classes []class
	types   []string
	values  [][]byte // what a reference means; nil while it is being read
	last    string
	lenient bool // a circle is null: every exception without a cause is its own
}

func (r *reader) next(n int) ([]byte, error) {
	if n < 0 || n > len(r.in)-r.at {
		return nil, errorf("a reply that is cut off")
	}
	r.at += n
	return r.in[r.at-n : r.at], nil
}

func (r *reader) big(n int) (int64, error) {
	b, err := r.next(n)
	if err != nil {
		return 0, err
	}
	v := int64(0)
	if n > 0 && b[0] >= 0x80 {
		v = -1
	}
	for _, each := range b {
		v = v<<8 | int64(each)
	}
	return v, nil
}

func (r *reader) value() ([]byte, error) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > mostDepth {
		return nil, errorf("a reply deeper than %d", mostDepth)
	}
	b, err := r.next(1)
	if err != nil {
		return nil, err
	}
	tag := b[0]
	switch {
	case tag == 'N':
		return []byte("null"), nil
	case tag == 'T':
		return []byte("true"), nil
	case tag == 'F':
		return []byte("false"), nil
	case tag == 'C':
		if err := r.define(); err != nil {
			return nil, err
		}
		return r.value()
	case tag == 'O':
		i, err := r.integer()
		if err != nil {
			return nil, err
		}
		return r.object(i)
	case tag >= 0x60 && tag <= 0x6f:
		return r.object(int(tag - 0x60))
	case tag == 'Q':
		i, err := r.integer()
		if err == nil && r.lenient {
			return []byte("null"), nil
		}
		if err != nil || i < 0 || i >= len(r.values) || r.values[i] == nil {
			return nil, errorf("a reference to nothing, or in a circle")
		}
		return r.values[i], nil
	case tag == 'M' || tag == 'H':
		return r.mapping(tag == 'M')
	case tag >= 'U' && tag <= 'X' || tag >= 0x70 && tag <= 0x7f:
		return r.list(tag)
	case tag == 0x4a:
		v, err := r.big(8)
		return iso(v), err
	case tag == 0x4b:
		v, err := r.big(4)
		return iso(v * 60000), err
	case tag <= 0x1f || tag >= 0x30 && tag <= 0x33 || tag == 'S' || tag == 'R':
		s, err := r.textFrom(tag)
		return quoted(s), err
	case tag >= 0x20 && tag <= 0x2f || tag >= 0x34 && tag <= 0x37 || tag == 'A' || tag == 'B':
		return r.binary(tag)
	}
	return r.number(tag)
}

func (r *reader) number(tag byte) ([]byte, error) {
	var v int64
	var err error
	switch {
	case tag >= 0x80 && tag <= 0xbf:
		v = int64(tag) - 0x90
	case tag >= 0xc0 && tag <= 0xcf:
		v, err = r.big(1)
		v = (int64(tag)-0xc8)<<8 | v&0xff
	case tag >= 0xd0 && tag <= 0xd7:
		v, err = r.big(2)
		v = (int64(tag)-0xd4)<<16 | v&0xffff
	case tag == 'I' || tag == 0x59:
		v, err = r.big(4)
	case tag >= 0xd8 && tag <= 0xef:
		v = int64(tag) - 0xe0
	case tag >= 0xf0:
		v, err = r.big(1)
		v = (int64(tag)-0xf8)<<8 | v&0xff
	case tag >= 0x38 && tag <= 0x3f:
		v, err = r.big(2)
		v = (int64(tag)-0x3c)<<16 | v&0xffff
	case tag == 'L':
		v, err = r.big(8)
	default:
		return r.double(tag)
	}
	return strconv.AppendInt(nil, v, 10), err
}

func (r *reader) double(tag byte) ([]byte, error) {
	var v int64
	var err error
	d := 0.0
	switch tag {
	case 0x5b:
	case 0x5c:
		d = 1
	case 0x5d:
		v, err = r.big(1)
		d = float64(v)
	case 0x5e:
		v, err = r.big(2)
		d = float64(v)
	case 0x5f:
		v, err = r.big(4)
		d = float64(v) / 1000
	case 'D':
		v, err = r.big(8)
		d = math.Float64frombits(uint64(v))
	default:
		return nil, errorf("a value that begins with %#x", tag)
	}
	if math.IsNaN(d) || math.IsInf(d, 0) {
		return quoted(strconv.FormatFloat(d, 'g', -1, 64)), err
	}
	json, jsonErr := json.Marshal(d)
	if err == nil {
		err = jsonErr
	}
	return json, err
}

func (r *reader) integer() (int, error) {
	v, err := r.value()
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(v))
}

func (r *reader) textFrom(tag byte) (string, error) {
	var units []uint16
	for {
		length, last := 0, true
		switch {
		case tag <= 0x1f:
			length = int(tag)
		case tag >= 0x30 && tag <= 0x33:
			low, err := r.next(1)
			if err != nil {
				return "", err
			}
			length = int(tag-0x30)<<8 | int(low[0])
		case tag == 'S' || tag == 'R':
			b, err := r.next(2)
			if err != nil {
				return "", err
			}
			length, last = int(binary.BigEndian.Uint16(b)), tag == 'S'
		default:
			return "", errorf("a text that begins with %#x", tag)
		}
		for i := 0; i < length; i++ {
			unit, err := r.unit()
			if err != nil {
				return "", err
			}
			units = append(units, unit...)
		}
		if last {
			return textOf(units), nil
		}
		b, err := r.next(1)
		if err != nil {
			return "", err
		}
		tag = b[0]
	}
}

// unit is one character: one to three bytes of a UTF-16 unit, or four of a character beyond them.
func (r *reader) unit() ([]uint16, error) {
	b, err := r.next(1)
	if err != nil {
		return nil, err
	}
	lead, more := b[0], 1
	switch {
	case lead < 0x80:
		return []uint16{uint16(lead)}, nil
	case lead >= 0xf0:
		more = 3
	case lead >= 0xe0:
		more = 2
	}
	rest, err := r.next(more)
	if err != nil {
		return nil, err
	}
	code := uint32(lead) & (0x3f >> more)
	for _, each := range rest {
		code = code<<6 | uint32(each&0x3f)
	}
	if code > math.MaxUint16 {
		code -= 0x10000
		return []uint16{0xd800 | uint16(code>>10), 0xdc00 | uint16(code&0x3ff)}, nil
	}
	return []uint16{uint16(code)}, nil
}

func (r *reader) binary(tag byte) ([]byte, error) {
	var data []byte
	for {
		length, last := 0, true
		switch {
		case tag >= 0x20 && tag <= 0x2f:
			length = int(tag - 0x20)
		case tag >= 0x34 && tag <= 0x37:
			low, err := r.next(1)
			if err != nil {
				return nil, err
			}
			length = int(tag-0x34)<<8 | int(low[0])
		default:
			b, err := r.next(2)
			if err != nil {
				return nil, err
			}
			length, last = int(binary.BigEndian.Uint16(b)), tag == 'B'
		}
		part, err := r.next(length)
		if err != nil {
			return nil, err
		}
		data = append(data, part...)
		if last {
			return base64Of(data), nil
		}
		b, err := r.next(1)
		if err != nil {
			return nil, err
		}
		tag = b[0]
	}
}

func (r *reader) typeName() (string, error) {
	v, err := r.value()
	if err != nil {
		return "", err
	}
	if v[0] != '"' {
		i, err := strconv.Atoi(string(v))
		if err != nil || i < 0 || i >= len(r.types) {
			return "", errorf("a type that was never named")
		}
		return r.types[i], nil
	}
	var name string
	err = json.Unmarshal(v, &name)
	r.types = append(r.types, name)
	return name, err
}

func (r *reader) define() error {
	name, err := r.name()
	if err != nil {
		return err
	}
	count, err := r.integer()
	if err != nil || count < 0 || count > len(r.in)-r.at {
		return errorf("a class of %d fields", count)
	}
	made := class{name: name}
	for i := 0; i < count; i++ {
		field, err := r.name()
		if err != nil {
			return err
		}
		made.fields = append(made.fields, field)
	}
	r.classes = append(r.classes, made)
	return nil
}

func (r *reader) name() (string, error) {
	b, err := r.next(1)
	if err != nil {
		return "", err
	}
	return r.textFrom(b[0])
}

func (r *reader) object(index int) ([]byte, error) {
	if index < 0 || index >= len(r.classes) {
		return nil, errorf("an object of a class that was never defined")
	}
	of, slot := r.classes[index], r.keep()
	var out bytes.Buffer
	var only []byte
	out.WriteByte('{')
	for i, field := range of.fields {
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(quoted(field))
		out.WriteByte(':')
		out.Write(value)
		only = value
	}
	out.WriteByte('}')
	r.last = of.name
	switch {
	case of.name == "java.math.BigDecimal" || of.name == "java.math.BigInteger":
		if number := bytes.Trim(only, `"`); json.Valid(number) {
			return r.is(slot, number)
		}
	case len(of.fields) == 1 && of.fields[0] == "name":
		return r.is(slot, only) // an enum
	}
	return r.is(slot, out.Bytes())
}

func (r *reader) keep() int {
	r.values = append(r.values, nil)
	return len(r.values) - 1
}

func (r *reader) is(slot int, value []byte) ([]byte, error) {
	r.values[slot] = value
	return value, nil
}

func (r *reader) ended() bool {
	if r.at < len(r.in) && r.in[r.at] == 'Z' {
		r.at++
		return true
	}
	return false
}

func (r *reader) mapping(typed bool) ([]byte, error) {
	if typed {
		if _, err := r.typeName(); err != nil {
			return nil, err
		}
	}
	slot := r.keep()
	var out bytes.Buffer
	out.WriteByte('{')
	for !r.ended() {
		key, err := r.value()
		if err != nil {
			return nil, err
		}
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		if key[0] != '"' {
			key = quoted(string(key))
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return r.is(slot, out.Bytes())
}

// list: U and W end with Z, V and X say their length, 0x70..0x7f have it in the tag; U, V and 0x70..0x77 have a type.
func (r *reader) list(tag byte) ([]byte, error) {
	var err error
	if tag == 'U' || tag == 'V' || tag >= 0x70 && tag <= 0x77 {
		_, err = r.typeName()
	}
	count := -1
	switch {
	case tag >= 0x70:
		count = int(tag & 7)
	case err == nil && (tag == 'V' || tag == 'X'):
		count, err = r.integer()
	}
	if err != nil || count > len(r.in)-r.at {
		return nil, errorf("a list that is cut off")
	}
	slot := r.keep()
	var out bytes.Buffer
	out.WriteByte('[')
	for i := 0; count < 0 && !r.ended() || i < count; i++ {
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(value)
	}
	out.WriteByte(']')
	return r.is(slot, out.Bytes())
}
