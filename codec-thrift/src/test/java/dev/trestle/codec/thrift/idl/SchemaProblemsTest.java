package dev.trestle.codec.thrift.idl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaProblemsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    struct S { 1: strin x }                                | a.thrift:1:15: strin (expected: a type; did you mean: string?)
                    struct S { 1: i32 a, 2: i32 a }                        | a.thrift:1:29: a (expected: a name of its own; it stands at a.thrift:1:19)
                    struct S { 1: i32 a, 1: i32 b }                        | a.thrift:1:29: b: id 1 (expected: an id of its own; a of S has it)
                    struct S {} enum S {}                                  | a.thrift:1:18: S (expected: a name of its own; it stands at a.thrift:1:8)
                    struct S { 1: i32 a = "x" }                            | a.thrift:1:23: "x" (expected: a value of type i32)
                    struct S { 1: i8 a = 128 }                             | a.thrift:1:22: 128 (expected: a value of type i8)
                    struct S { 1: bool a = 2 }                             | a.thrift:1:24: 2 (expected: a value of type bool)
                    struct S { 1: string a = NOPE }                        | a.thrift:1:26: NOPE (expected: a constant of type string)
                    enum E { A } struct S { 1: E e = E.B }                 | a.thrift:1:34: E.B (expected: a value of E; did you mean: E.A?)
                    enum E { A } struct S { 1: E e = 7 }                   | a.thrift:1:34: 7 (expected: a value of type E)
                    struct S { 0: i32 a }                                  | a.thrift:1:12: 0 (expected: a field id of 1..32767, a negative one, or none)
                    struct S { 40000: i32 a }                              | a.thrift:1:12: 40000 (expected: a field id of 1..32767, a negative one, or none)
                    struct S { 1: i32 }                                    | a.thrift:1:19: } (expected: the field's name)
                    struct S { 1 i32 x }                                   | a.thrift:1:14: i32 (expected: :)
                    struct S { 1: i32 x                                    | a.thrift:1:20: end of file (expected: a field or })
                    strukt S {}                                            | a.thrift:1:1: strukt (expected: const, typedef, enum, struct, union, exception, service, include or namespace)
                    struct S { 1: map<i32> x }                             | a.thrift:1:22: > (expected: ,)
                    const string S = "abc                                  | a.thrift:1:18: text without end (expected: closing " on the same line)
                    const string S = "a\\qc"                               | a.thrift:1:21: \\q (expected: one of \\n \\r \\t \\\\ \\")
                    /* never                                               | a.thrift:1:1: comment without end (expected: */)
                    const i64 X = 99999999999999999999                     | a.thrift:1:15: 99999999999999999999 (expected: a whole number of at most 64 bits)
                    const i32 X = 12ab                                     | a.thrift:1:15: 12a (expected: a number)
                    struct S { 1: i32 $x }                                 | a.thrift:1:19: '$' (expected: a word, a number, a quoted text or one of {}()[]<>,;:=*&@)
                    enum E { A = 3000000000 }                              | a.thrift:1:14: 3000000000 (expected: a number of 32 bits)
                    enum E { A, A }                                        | a.thrift:1:13: A (expected: a name of its own; it stands at a.thrift:1:10)
                    typedef A B typedef B A                                | a.thrift:1:11: B is a typedef of itself (expected: no cycle)
                    service A extends B {} service B extends A {}          | a.thrift:1:9: A extends itself (expected: no cycle)
                    service A extends Bee {} service Bea {}                | a.thrift:1:19: Bee (expected: a service; did you mean: Bea?)
                    service A { oneway i32 f() }                           | a.thrift:1:24: oneway f (expected: void, without throws)
                    struct S {} service A { void f() throws (1: S s) }     | a.thrift:1:30: f throws S (expected: an exception)
                    service A { void f(), void f() }                       | a.thrift:1:28: f (expected: a name of its own; it stands at a.thrift:1:18)
                    include "a.thrift"                                     | a.thrift:1:9: include cycle: a.thrift -> a.thrift (expected: no cycle)
                    include "gone.thrift"                                  | a.thrift:1:9: no such file: gone.thrift
                    @scope struct S {}                                     | a.thrift:1:1: @ (expected: const, typedef, enum, struct, union, exception, service, include or namespace; structured annotations are not supported)
                    struct P { 1: P p = {} }                               | a.thrift: a default of P contains itself (expected: an end)
                    struct P { 1: required i32 i } const P X = {}          | a.thrift:1:44: i of P is missing (expected: a value, it is required)
                    struct P { 1: i32 id } const P X = {"ib": 1}           | a.thrift:1:37: "ib" (expected: a quoted field of P: id)
                    union U { 1: i32 i, 2: i32 j } const U X = {}          | a.thrift:1:44: 0 fields (expected: exactly one field of U)
                    """)
    void problem_hasPositionAndExpectation(String text, String problem) {
        assertThat(Sources.of(text).problems()).containsExactly(problem);
    }

    @Test
    void problems_areAllReported_afterASyntaxErrorToo() {
        assertThat(Sources.of("""
                                struct A { 1: nope x }
                                struct B { 1: i32 }
                                struct C { 1: i32 x = true }
                                enum D { 5 }
                                """).problems())
                .containsExactly(
                        "a.thrift:2:19: } (expected: the field's name)",
                        "a.thrift:4:10: 5 (expected: a value's name or })",
                        "a.thrift:1:15: nope (expected: a type)",
                        "a.thrift:3:23: true (expected: a constant of type i32)");
    }

    @Test
    void constants_areRefused_whenTheyAreMadeOfThemselves() {
        assertThat(Sources.of("const i32 A = B\nconst i32 B = A").problems())
                .containsExactly(
                        "a.thrift:1:15: B is made of itself (expected: no cycle)",
                        "a.thrift:2:15: A is made of itself (expected: no cycle)");
    }

    @Test
    void problem_namesTheIncludedFile_whenItIsThere() {
        Sources sources = new Sources()
                .with("a.thrift", "include \"dir/b.thrift\"\nstruct A { 1: b.Thin x }")
                .with("dir/b.thrift", "struct Thing {}\nstruct X { 1: i31 y }");
        assertThat(sources.problems())
                .containsExactlyInAnyOrder(
                        "a.thrift:2:15: b.Thin (expected: a type; did you mean: b.Thing?)",
                        "dir/b.thrift:2:15: i31 (expected: a type; did you mean: i32?)");
    }

    @Test
    void problem_namesTheFile_whenItIsMissing() {
        assertThat(new Sources().problems()).containsExactly("no such file: a.thrift");
    }

    @Test
    void problem_saysUtf8_whenTheFileIsNot() {
        assertThat(new Sources().with("a.thrift", new byte[] {'#', (byte) 0xff}).problems())
                .containsExactly("a.thrift (expected: UTF-8)");
    }

    @Test
    void nesting_isRefused_beforeTheStackEnds() {
        String deep = "const i32 X = " + "[".repeat(100_000);
        assertThat(Sources.of(deep).problems())
                .containsExactly("a.thrift:1:79: [ (expected: at most 64 levels of nesting)");
        String deepType = "typedef " + "list<".repeat(100_000) + " X";
        assertThat(Sources.of(deepType).problems()).singleElement().asString().contains("at most 64 levels");
    }

    @Test
    void noise_isRefusedOrTaken_butNeverThrows() {
        String text = """
                include "b.thrift" namespace java x
                enum K { A = 1, B } const map<i32, list<string>> M = { 1: ["a", 'b'], 2: [] }
                struct S { 1: required i32 a = 5 (x = "y"), 2: optional map<i32, S> b, 3: K k = K.A } /* c */
                exception E { 1: string m } service V extends b.W { S f(1: S s) throws (1: E e) oneway void g() }
                """;
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder noisy = new StringBuilder(text);
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(Math.max(1, noisy.length() - 1));
                switch (random.nextInt(3)) {
                    case 0 -> noisy.delete(at, at + 1);
                    case 1 -> noisy.insert(at, "{}()<>,;:=\"'*/#-.0aZ \n".charAt(random.nextInt(21)));
                    default -> noisy.setLength(Math.max(1, at));
                }
            }
            Sources sources = new Sources()
                    .with("a.thrift", noisy.toString().getBytes(StandardCharsets.UTF_8))
                    .with("b.thrift", "service W { void h() }");
            assertThat(sources.load("a.thrift") == null).isEqualTo(!sources.problems.isEmpty());
        }
    }
}
