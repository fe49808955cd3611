namespace java dev.trestle.demo.thrift.common
namespace py everything.common

const i32 MAX_ITEMS = 50
const string GREETING = "hello"
const list<string> DEFAULT_TAGS = ["a", "b"]

typedef i64 UserId
typedef list<UserId> UserIds

enum Color {
  RED = 1,
  GREEN,
  BLUE = 10
}

struct Point {
  1: required i32 x,
  2: required i32 y
}

exception NotFound {
  1: string what,
  2: UserId id
}

service Base {
  string hello(1: string name),
  /** Every user but 0 exists. */
  UserId findUser(1: UserId id) throws (1: NotFound notFound)
}
