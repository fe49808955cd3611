/**
 * One of everything the language has. The service mostly echoes, so that a test sees what arrived.
 */
include "common.thrift"

namespace java dev.trestle.demo.thrift.everything
namespace py everything.everything
namespace * everything

typedef map<common.Point, string> Labels

const i32 ANSWER = 42
const common.Color FAVOURITE = common.Color.GREEN
const map<string, i32> LIMITS = { "low": 1, "high": common.MAX_ITEMS }
const common.Point ORIGIN = { "x": 0, "y": 0 }

union Value {
  1: i64 number,
  2: string text,
  3: list<string> texts,
  4: common.Point point
}

struct Tree {
  1: string name,
  2: optional list<Tree> children
}

struct Everything {
  1: bool flag,
  2: i8 octet,
  3: i16 small,
  4: i32 number,
  5: i64 big,
  6: double ratio,
  7: string text,
  8: binary blob,
  9: common.Color color = common.Color.BLUE,
  10: common.UserId owner,
  11: required common.Point origin,
  12: optional common.Point corner,
  13: list<i64> longs,
  14: set<string> names,
  15: map<string, i64> counts,
  16: Labels labels,
  17: list<list<i32>> matrix,
  18: map<i32, set<common.Color>> palettes,
  19: Value value,
  20: optional i32 limit = common.MAX_ITEMS,
  21: string greeting = common.GREETING,
  22: list<string> tags = common.DEFAULT_TAGS,
  23: optional string note (sensitive = "true", api.body = "remark"),
  24: list<Value> values,
  25: i32 answer = ANSWER,
  26: list<bool> flags,
  27: Tree tree,
  28: common.UserIds friends,
  29: map<i64, common.Point> places,
  200: optional string far
} (api.version = "1")

exception Refused {
  1: string reason,
  2: i32 code = 7
}

exception Busy {
  1: i64 retryMillis,
  2: common.Point place
}

service EverythingService extends common.Base {
  Everything echo(1: Everything value),
  Value echoUnion(1: Value value),
  Labels echoLabels(1: Labels labels),
  binary echoBinary(1: binary value),
  common.Color echoColor(1: common.Color color = common.Color.RED),
  list<double> echoDoubles(1: list<double> values),
  map<string, list<Everything>> echoDeep(1: map<string, list<Everything>> value),
  /** Eight parameters in an order that is not the order of their ids. */
  string join(4: string d, 1: i8 a, 3: i32 c, 2: i16 b, 5: bool e, 6: double f, 7: i64 g, 8: set<i32> h),
  /** "refuse" and "busy" throw what is declared for them, anything else is returned. */
  string attempt(1: string what) throws (1: Refused refused, 2: Busy busy) (api.post = "/attempts"),
  void check(1: string what) throws (1: Refused refused),
  void nothing(),
  oneway void post(1: string text),
  /** What the last post said. */
  string posted(),
  string sleep(1: i64 millis),
  binary blob(1: i32 length),
  /** Throws what nobody declared. */
  string crash(),
  /** Answers without a result. */
  string absent()
}
