namespace java dev.trestle.demo.thrift

enum Operation {
  ADD = 1,
  SUBTRACT = 2,
  MULTIPLY = 3,
  DIVIDE = 4
}

struct Work {
  1: required Operation op,
  2: i64 num1 = 0,
  3: required i64 num2,
  4: optional string comment
}

exception InvalidOperation {
  1: Operation op,
  2: string why
}

service Calculator {
  i32 add(1: i32 a, 2: i32 b),
  i64 work(1: Work work) throws (1: InvalidOperation invalid),
  oneway void ping()
}
