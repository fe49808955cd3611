package dev.trestle.codec.thrift.idl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void struct_hasItsFieldsInOrder_withEveryBaseType() {
        StructType struct = Sources.of("""
                        struct All {
                          1: bool a, 2: byte b; 3: i8 c  4: i16 d
                          5: required i32 e, 6: optional i64 f = 9007199254740993,
                          7: double g, 8: string h, 9: binary i, 10: uuid j, 11: slist k
                        }
                        """).schema().structs().get("All");
        assertThat(struct.fields().stream()
                        .map(field -> field.id() + field.name() + field.type().shown()))
                .containsExactly(
                        "1abool",
                        "2bi8",
                        "3ci8",
                        "4di16",
                        "5ei32",
                        "6fi64",
                        "7gdouble",
                        "8hstring",
                        "9ibinary",
                        "10juuid",
                        "11kstring");
        assertThat(struct.field("e").requiredness()).isEqualTo(Field.Requiredness.REQUIRED);
        assertThat(struct.field("f").requiredness()).isEqualTo(Field.Requiredness.OPTIONAL);
        assertThat(struct.field("f").defaultValue()).isEqualTo(new Constant.Whole(9007199254740993L));
        assertThat(struct.field("a").requiredness()).isEqualTo(Field.Requiredness.DEFAULT);
    }

    @Test
    void containers_nest_withOldCppTypes() {
        StructType struct = Sources.of("""
                        struct S {
                          1: map<string, list<set<i32>>> a,
                          2: list cpp_type "x<y>" <i32> b,
                          3: list<i32> cpp_type "z" c
                        }
                        """).schema().structs().get("S");
        assertThat(struct.field("a").type().shown()).isEqualTo("map<string, list<set<i32>>>");
        assertThat(struct.field("b").type()).isEqualTo(new ListType(BaseType.I32));
        assertThat(struct.field("c").type()).isEqualTo(new ListType(BaseType.I32));
    }

    @Test
    void ids_countDownFromMinusOne_whenAbsent() {
        StructType struct = Sources.of("struct S { i32 a, 5: i32 b, i32 c, -7: i32 d, i32 e }")
                .schema()
                .structs()
                .get("S");
        assertThat(struct.fields().stream().map(Field::id)).containsExactly(-1, 5, -2, -7, -8);
    }

    @Test
    void enum_numbersGoOn_fromTheLastOneWritten() {
        EnumType type = Sources.of("enum E { A, B = 5, C; D = 0x10 E = -3 F }")
                .schema()
                .enums()
                .get("E");
        assertThat(type.values().stream().map(EnumType.Value::number)).containsExactly(0, 5, 6, 16, -3, -2);
        assertThat(type.value("C").number()).isEqualTo(6);
        assertThat(type.value(16).name()).isEqualTo("D");
        assertThat(type.value(99)).isNull();
    }

    @Test
    void comments_areSkipped_inAllThreeStyles() {
        Schema schema = Sources.of("""
                        # one
                        // two
                        /* three
                           struct No {} */
                        /** four **/
                        struct Yes { /* a */ 1: /**/ i32 x // end
                        # end
                        }
                        """).schema();
        assertThat(schema.structs()).containsOnlyKeys("Yes");
    }

    @Test
    void annotations_areKept_withDuplicatesAndWithoutValues() {
        Schema schema = Sources.of("""
                        typedef string (a.b = "t") Name (typedef = 'x')
                        struct S {
                          1: string (type.side = "1") f = "d" (api.query = "k", api.query = 'l'; flag)
                        } (s = "")
                        enum E { A (x = "1") } (e)
                        service V {
                          i32 m(1: i32 a (api.path = "id")) (api.get = "/v1/:id", api.get = "/v2/:id")
                        } (base = "z")
                        """).schema();
        assertThat(schema.structs().get("S").field("f").annotations())
                .containsExactly(
                        new Annotation("type.side", "1"),
                        new Annotation("api.query", "k"),
                        new Annotation("api.query", "l"),
                        new Annotation("flag", null));
        assertThat(schema.structs().get("S").annotations()).containsExactly(new Annotation("s", ""));
        assertThat(schema.enums().get("E").value("A").annotations()).containsExactly(new Annotation("x", "1"));
        assertThat(schema.typedefs().get("Name")).containsExactly(new Annotation("typedef", "x"));
        Method method = schema.service("V").method("m");
        assertThat(method.annotations())
                .containsExactly(new Annotation("api.get", "/v1/:id"), new Annotation("api.get", "/v2/:id"));
        assertThat(Annotation.first(method.annotations(), "api.get")).isEqualTo("/v1/:id");
        assertThat(method.arguments().field("a").annotations()).containsExactly(new Annotation("api.path", "id"));
    }

    @Test
    void typedefs_resolveThroughEachOther_inAnyOrder() {
        Schema schema = Sources.of("typedef B A typedef list<C> B struct S { 1: A x } typedef i64 C")
                .schema();
        assertThat(schema.structs().get("S").field("x").type()).isEqualTo(new ListType(BaseType.I64));
    }

    @Test
    void struct_containsItself_throughAnyContainer() {
        StructType tree = Sources.of("struct Tree { 1: list<Tree> kids, 2: optional Tree next }")
                .schema()
                .structs()
                .get("Tree");
        assertThat(tree.field("kids").type()).isEqualTo(new ListType(tree));
        assertThat(tree.field("next").type()).isSameAs(tree);
    }

    @Test
    void union_fieldsAreOptional_whateverIsWritten() {
        StructType union = Sources.of("union U { 1: i32 a, 2: string b }")
                .schema()
                .structs()
                .get("U");
        assertThat(union.kind()).isEqualTo(StructType.Kind.UNION);
        assertThat(union.fields()).allMatch(field -> field.requiredness() == Field.Requiredness.OPTIONAL);
    }

    @Test
    void service_hasInheritedMethods_fromIncludedServices() {
        Schema schema = new Sources()
                .with("a.thrift", """
                        include "dir/base.thrift"
                        exception Bad { 1: string why }
                        service Own extends base.Root {
                          oneway void fire(1: i32 a),
                          base.Shared get(1: i64 id; 2: optional string note = "n") throws (1: Bad bad, 2: base.Worse worse);
                          async void old()
                        }
                        """)
                .with("dir/base.thrift", """
                        include "../other.thrift"
                        struct Shared { 1: other.Deep deep }
                        exception Worse {}
                        service Root { void ping() }
                        """)
                .with("other.thrift", "struct Deep { 1: i32 x = 3 }")
                .schema();
        Service service = schema.service("Own");
        assertThat(service.methods().keySet()).containsExactly("fire", "get", "old", "ping");
        assertThat(service.method("fire").style()).isEqualTo(Method.Style.ONEWAY);
        assertThat(service.method("old").style()).isEqualTo(Method.Style.ONEWAY);
        Method get = service.method("get");
        assertThat(get.result().shown()).isEqualTo("base.Shared");
        assertThat(get.exceptions().stream().map(field -> field.type().shown())).containsExactly("Bad", "base.Worse");
        assertThat(get.arguments().field("note").defaultValue()).isEqualTo(new Constant.Text("n"));
        assertThat(schema.service("base.Root").method("ping").result()).isNull();
    }

    @Test
    void constants_areTyped_whereverTheyComeFrom() {
        Schema schema = new Sources()
                .with("a.thrift", """
                        include 'base.thrift'
                        const i32 LIMIT = base.MAX
                        const list<i32> LIMITS = [LIMIT, base.MAX; 3,]
                        enum Kind { A = 1, B = 5 }
                        struct P { 1: required i32 id, 2: string name }
                        struct D {
                          1: i32 a = LIMIT, 2: list<i32> b = LIMITS, 3: Kind c = Kind.B, 4: Kind d = 5, 5: base.Level e = base.Level.HIGH,
                          6: bool f = 1, 7: double g = 3, 8: binary h = "hi", 9: map<string, Kind> i = {'x': Kind.A, "y": 5},
                          10: P j = {"id": 7, 'name': "q\\n\\"'"}, 11: bool k = true, 12: i32 l = Kind.B, 13: double m = -1.5e-3,
                          14: uuid n = "{00000000-4444-CCCC-ffff-0123456789ab}", 15: set<string> o = [], 16: map<i32,i32> p = {}, 17: Kind q = A
                        }
                        """)
                .with("base.thrift", "const i32 MAX = 0x7fffffff enum Level { LOW, HIGH }")
                .schema();
        Map<String, Constant> defaults = new java.util.HashMap<>();
        schema.structs().get("D").fields().forEach(field -> defaults.put(field.name(), field.defaultValue()));
        assertThat(defaults)
                .containsEntry("a", new Constant.Whole(Integer.MAX_VALUE))
                .containsEntry(
                        "b",
                        new Constant.Items(List.of(
                                new Constant.Whole(Integer.MAX_VALUE),
                                new Constant.Whole(Integer.MAX_VALUE),
                                new Constant.Whole(3))))
                .containsEntry("c", new Constant.Whole(5))
                .containsEntry("d", new Constant.Whole(5))
                .containsEntry("e", new Constant.Whole(1))
                .containsEntry("f", new Constant.Bool(true))
                .containsEntry("g", new Constant.Decimal(3))
                .containsEntry("h", new Constant.Binary("aGk="))
                .containsEntry(
                        "j",
                        new Constant.Members(Map.of("id", new Constant.Whole(7), "name", new Constant.Text("q\n\"'"))))
                .containsEntry("k", new Constant.Bool(true))
                .containsEntry("l", new Constant.Whole(5))
                .containsEntry("m", new Constant.Decimal(-0.0015))
                .containsEntry("n", new Constant.Text("00000000-4444-CCCC-ffff-0123456789ab"))
                .containsEntry("o", new Constant.Items(List.of()))
                .containsEntry("p", new Constant.Pairs(List.of()))
                .containsEntry("q", new Constant.Whole(1));
    }

    @Test
    void oldWords_areTakenForWhatTheyWere() {
        Schema schema = Sources.of("""
                        namespace java a.b.c
                        namespace * all
                        namespace py.twisted x (uri = "u")
                        namespace smalltalk.category Thrift-Test
                        php_namespace p
                        cpp_include "<unordered_map>"
                        senum Colour { "red", 'green' }
                        struct X xsd_all {
                          1: Colour c xsd_optional xsd_nillable xsd_attrs { 1: i32 attr },
                          2: optional X & next
                        }
                        """).schema();
        assertThat(schema.structs().get("X").field("c").type()).isEqualTo(BaseType.STRING);
        assertThat(schema.structs().get("X").field("next").type().shown()).isEqualTo("X");
    }

    @Test
    void include_isReadOnce_whenTwoFilesNameIt() {
        Schema schema = new Sources()
                .with("a.thrift", "include \"b.thrift\" include \"c.thrift\" struct S { 1: b.B b, 2: c.C c }")
                .with("b.thrift", "include \"./x/../c.thrift\" struct B { 1: c.C c }")
                .with("c.thrift", "struct C {}")
                .schema();
        StructType b = (StructType) schema.structs().get("S").field("b").type();
        assertThat(b.field("c").type())
                .isSameAs(schema.structs().get("S").field("c").type());
    }

    @Test
    void byteOrderMark_isSkipped() {
        byte[] text = "\uFEFFstruct S {}".getBytes(StandardCharsets.UTF_8);
        assertThat(new Sources().with("a.thrift", text).schema().structs()).containsOnlyKeys("S");
    }
}
