package main

import (
	"encoding/json"
	"fmt"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/wrapper"
	"github.com/tidwall/resp"
)

// redis does what the field x-redis says, a list of lists: the wrapper's function and its arguments. The answer is what came of each.
func redis(do string, config Config) types.Action {
	written, _ := proxywasm.GetHttpRequestHeader("x-redis")
	var steps [][]any
	if err := json.Unmarshal([]byte(written), &steps); err != nil {
		return answer(err.Error())
	}
	if do == "redis-many" {
		return many(config.redis, steps[0])
	}
	return next(config.redis, steps, []string{})
}

func next(client wrapper.RedisClient, steps [][]any, said []string) types.Action {
	if len(steps) == 0 {
		return answer(said)
	}
	err := call(client, steps[0], func(value resp.Value) { next(client, steps[1:], append(said, show(value))) })
	if err != nil {
		return next(client, steps[1:], append(said, "not sent: "+err.Error()))
	}
	return types.HeaderStopAllIterationAndWatermark
}

// many does one thing as often as its first word says, all at once.
func many(client wrapper.RedisClient, step []any) types.Action {
	wanted, answered, failed, refused := int(step[0].(float64)), 0, 0, 0
	done := func() {
		if answered+failed+refused == wanted {
			answer(map[string]int{"answered": answered, "failed": failed, "refused": refused})
		}
	}
	sent := 0
	for i := 0; i < wanted; i++ {
		err := call(client, step[1:], func(value resp.Value) {
			if value.Error() == nil {
				answered++
			} else {
				failed++
			}
			done()
		})
		if err != nil {
			refused++
		} else {
			sent++
		}
	}
	if sent == 0 {
		done()
		return types.ActionContinue
	}
	return types.HeaderStopAllIterationAndWatermark
}

func show(value resp.Value) string {
	if value.IsNull() {
		return "nil"
	}
	if value.Error() != nil {
		return "error: " + value.Error().Error()
	}
	if value.Type() == resp.Array {
		shown := []string{}
		for _, each := range value.Array() {
			shown = append(shown, show(each))
		}
		return fmt.Sprint(shown)
	}
	return value.String()
}

type words []any

func (w words) s(at int) string   { return fmt.Sprint(w[at]) }
func (w words) i(at int) int      { return int(w[at].(float64)) }
func (w words) from(at int) []any { return w[at:] }
func (w words) all(at int) []string {
	all := []string{}
	for _, each := range w[at:] {
		all = append(all, fmt.Sprint(each))
	}
	return all
}
func (w words) pairs(at int) map[string]any {
	pairs := map[string]any{}
	for i := at; i+1 < len(w); i += 2 {
		pairs[w.s(i)] = w[i+1]
	}
	return pairs
}

// call is every function of the wrapper's client.
func call(c wrapper.RedisClient, step []any, then wrapper.RedisResponseCallback) error {
	w := words(step)
	switch w.s(0) {
	case "Command":
		return c.Command(w.from(1), then)
	case "Eval":
		return c.Eval(w.s(1), w.i(2), w[3:3+w.i(2)], w.from(3+w.i(2)), then)
	case "Del":
		return c.Del(w.s(1), then)
	case "Exists":
		return c.Exists(w.s(1), then)
	case "Expire":
		return c.Expire(w.s(1), w.i(2), then)
	case "Persist":
		return c.Persist(w.s(1), then)
	case "Get":
		return c.Get(w.s(1), then)
	case "Set":
		return c.Set(w.s(1), w[2], then)
	case "SetEx":
		return c.SetEx(w.s(1), w[2], w.i(3), then)
	case "SetNX":
		return c.SetNX(w.s(1), w[2], w.i(3), then)
	case "MGet":
		return c.MGet(w.all(1), then)
	case "MSet":
		return c.MSet(w.pairs(1), then)
	case "Incr":
		return c.Incr(w.s(1), then)
	case "Decr":
		return c.Decr(w.s(1), then)
	case "IncrBy":
		return c.IncrBy(w.s(1), w.i(2), then)
	case "DecrBy":
		return c.DecrBy(w.s(1), w.i(2), then)
	default:
		return collections(c, w, then)
	}
}

func collections(c wrapper.RedisClient, w words, then wrapper.RedisResponseCallback) error {
	switch w.s(0) {
	case "LLen":
		return c.LLen(w.s(1), then)
	case "RPush":
		return c.RPush(w.s(1), w.from(2), then)
	case "RPop":
		return c.RPop(w.s(1), then)
	case "LPush":
		return c.LPush(w.s(1), w.from(2), then)
	case "LPop":
		return c.LPop(w.s(1), then)
	case "LIndex":
		return c.LIndex(w.s(1), w.i(2), then)
	case "LRange":
		return c.LRange(w.s(1), w.i(2), w.i(3), then)
	case "LRem":
		return c.LRem(w.s(1), w.i(2), w[3], then)
	case "LInsertBefore":
		return c.LInsertBefore(w.s(1), w[2], w[3], then)
	case "LInsertAfter":
		return c.LInsertAfter(w.s(1), w[2], w[3], then)
	case "HExists":
		return c.HExists(w.s(1), w.s(2), then)
	case "HDel":
		return c.HDel(w.s(1), w.all(2), then)
	case "HLen":
		return c.HLen(w.s(1), then)
	case "HGet":
		return c.HGet(w.s(1), w.s(2), then)
	case "HSet":
		return c.HSet(w.s(1), w.s(2), w[3], then)
	case "HMGet":
		return c.HMGet(w.s(1), w.all(2), then)
	case "HMSet":
		return c.HMSet(w.s(1), w.pairs(2), then)
	case "HKeys":
		return c.HKeys(w.s(1), then)
	case "HVals":
		return c.HVals(w.s(1), then)
	case "HGetAll":
		return c.HGetAll(w.s(1), then)
	case "HIncrBy":
		return c.HIncrBy(w.s(1), w.s(2), w.i(3), then)
	case "HIncrByFloat":
		return c.HIncrByFloat(w.s(1), w.s(2), w[3].(float64), then)
	default:
		return sets(c, w, then)
	}
}

func sets(c wrapper.RedisClient, w words, then wrapper.RedisResponseCallback) error {
	switch w.s(0) {
	case "SCard":
		return c.SCard(w.s(1), then)
	case "SAdd":
		return c.SAdd(w.s(1), w.from(2), then)
	case "SRem":
		return c.SRem(w.s(1), w.from(2), then)
	case "SIsMember":
		return c.SIsMember(w.s(1), w[2], then)
	case "SMembers":
		return c.SMembers(w.s(1), then)
	case "SDiff":
		return c.SDiff(w.s(1), w.s(2), then)
	case "SDiffStore":
		return c.SDiffStore(w.s(1), w.s(2), w.s(3), then)
	case "SInter":
		return c.SInter(w.s(1), w.s(2), then)
	case "SInterStore":
		return c.SInterStore(w.s(1), w.s(2), w.s(3), then)
	case "SUnion":
		return c.SUnion(w.s(1), w.s(2), then)
	case "SUnionStore":
		return c.SUnionStore(w.s(1), w.s(2), w.s(3), then)
	case "ZCard":
		return c.ZCard(w.s(1), then)
	case "ZAdd":
		return c.ZAdd(w.s(1), w.pairs(2), then)
	case "ZCount":
		return c.ZCount(w.s(1), w[2], w[3], then)
	case "ZIncrBy":
		return c.ZIncrBy(w.s(1), w.s(2), w[3], then)
	case "ZScore":
		return c.ZScore(w.s(1), w.s(2), then)
	case "ZRank":
		return c.ZRank(w.s(1), w.s(2), then)
	case "ZRevRank":
		return c.ZRevRank(w.s(1), w.s(2), then)
	case "ZRem":
		return c.ZRem(w.s(1), w.all(2), then)
	case "ZRange":
		return c.ZRange(w.s(1), w.i(2), w.i(3), then)
	case "ZRevRange":
		return c.ZRevRange(w.s(1), w.i(2), w.i(3), then)
	default:
		return fmt.Errorf("no function %s", w.s(0))
	}
}
