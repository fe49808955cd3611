// No uuid inside a container: libthrift cannot read what it wrote there.
enum Color { RED = 1, GREEN = 2, BLUE = 10 }
union Choice { 1: i64 number, 2: string text, 3: list<Choice> more, 4: bool flag }
struct Point { 1: required i32 x, 2: i8 y }
struct Everything {
  1: bool flag, 2: i8 octet, 3: i16 small, 4: i32 number, 5: i64 big, 6: double ratio, 7: string text, 8: binary blob, 9: Color color,
  10: uuid id, 11: required Point origin, 12: optional Point corner, 13: list<i64> longs, 14: set<string> names,
  15: map<string, i64> counts, 16: map<Point, string> labels, 17: list<list<i32>> matrix, 18: map<i32, set<Color>> palettes,
  19: Choice choice, 20: list<bool> flags, 21: optional Everything inner, 22: map<bool, i8> bits, 23: list<Point> points,
  24: map<double, i64> ids, 25: list<i8> octets, 26: list<i16> smalls, 27: list<double> ratios, 28: list<binary> blobs,
  29: map<Color, list<string>> words, 30: list<map<i64, string>> maps, 400: i32 far, -5: bool old
}
service Oracle { Everything echo(1: Everything value) }
