package dev.trestle.app.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trestle.app.Repository;
import dev.trestle.app.Repository.Block;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigSchemaTest {
    private static final String WRITTEN = ConfigSchema.of(Factories.discovered());
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA = REGISTRY.getSchema(WRITTEN);

    private static final Path ROUTES = Repository.root().resolve("routes");

    private final YAMLMapper yaml = new YAMLMapper();

    static List<Path> files() {
        return Repository.routes();
    }

    static List<Block> blocks() {
        return Repository.blocks();
    }

    @Test
    void checkedInFile_isCurrent() throws IOException {
        Repository.assertCurrent("routes/schema.json", WRITTEN);
    }

    @Test
    void schema_isASchema() {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(yaml.readTree(WRITTEN))).isEmpty();
    }

    @Test
    void everyKey_hasADescriptionThatIsASentence() {
        List<String> wrong = new ArrayList<>();
        eachProperty(yaml.readTree(WRITTEN), "#", (pointer, property) -> {
            String description = property.path("description").asString("");
            if (!description.matches("(?s)[A-Z\\d].*\\.")) {
                wrong.add(pointer + ": " + description);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyExampleAndDefault_isValidWhereItStands() {
        List<String> wrong = new ArrayList<>();
        eachProperty(yaml.readTree(WRITTEN), "#", (pointer, property) -> {
            Schema schema = REGISTRY.getSchema(WRITTEN).getRefSchema(SchemaLocation.Fragment.of(pointer.substring(1)));
            List<JsonNode> values = new ArrayList<>(property.path("examples").values());
            if (property.has("default")) {
                values.add(property.get("default"));
            }
            values.forEach(value -> schema.validate(value).forEach(error -> wrong.add(pointer + ": " + error)));
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_isValid(Path file) {
        assertThat(errors(Repository.read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockOfAPage_isValid(Block block) {
        assertThat(errors(whole(block))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    acquireTimout is no key       | {clusters: {a: {endpoints: ['h:1'], wire: {dubbo: {}}, pool: {acquireTimout: 1s}}}}
                    a duration has a unit         | {clusters: {a: {endpoints: ['h:1'], wire: {dubbo: {}}, pool: {acquireTimeout: 200}}}}
                    a number beyond its range     | {listeners: [{http: 65536}]}
                    a word that is none           | {clusters: {a: {endpoints: ['h:1'], wire: {dubbo: {}}, loadBalancer: random}}}
                    two wires                     | {clusters: {a: {endpoints: ['h:1'], wire: {dubbo: {}, thrift: {}}}}}
                    an unknown wire               | {clusters: {a: {endpoints: ['h:1'], wire: {grpc: {}}}}}
                    no endpoints                  | {clusters: {a: {endpoints: [], wire: {dubbo: {}}}}}
                    an endpoint without a port    | {clusters: {a: {endpoints: [h], wire: {dubbo: {}}}}}
                    a route without a call        | {routes: [{match: {path: /}, cluster: a}]}
                    a route with two calls        | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s, method: m}, thrift: {idl: i, service: s, method: m}}]}
                    a call without its method     | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s}}]}
                    from of nowhere               | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s, method: m, args: [quary.x]}}]}
                    two origins                   | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s, method: m, args: [{from: body, const: 1}]}}]}
                    default beside const          | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s, method: m, args: [{const: 1, default: 2}]}}]}
                    an error line without a value | {routes: [{match: {path: /}, cluster: a, dubbo: {service: s, method: m}, reply: {errors: [{header: rc, status: 404}]}}]}
                    """)
    void mistake_isRefused_asTheGatewayDoes(String mistake, String text) {
        assertThat(errors(text)).as(mistake).isNotEmpty();
        assertThat(refused(text)).as(mistake).isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    void keyThatTheGatewayDoesNotKnow_isRefused_whereverItStands(Path file) {
        List<JsonNode> unknown = variants(file, (owner, key) -> owner.set(key + "x", owner.remove(key))).stream()
                .filter(this::hasUnknownKey)
                .toList();
        assertThat(unknown)
                .hasSizeGreaterThan(50)
                .allSatisfy(variant -> assertThat(SCHEMA.validate(variant)).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void listThatTheGatewayRefuses_isRefused_whereverItStands(Path file) {
        List<JsonNode> wrong = variants(file, ConfigSchemaTest::putList).stream()
                .filter(variant -> refused(yaml.writeValueAsString(variant)))
                .toList();
        assertThat(wrong)
                .hasSizeGreaterThan(100)
                .allSatisfy(variant -> assertThat(SCHEMA.validate(variant)).isNotEmpty());
    }

    /** Not where any value may stand: what it may be is said by a type that only its codec understands. */
    private static void putList(ObjectNode owner, String key) {
        if (!key.equals("const") && !key.equals("default")) {
            owner.putArray(key).addArray();
        }
    }

    /** What becomes of a file if one of its keys is changed: one variant for each key. */
    private List<JsonNode> variants(Path file, BiConsumer<ObjectNode, String> change) {
        JsonNode good = yaml.readTree(Repository.read(file));
        List<ObjectNode> objects = objects(good);
        List<JsonNode> variants = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            for (String key : objects.get(i).propertyNames()) {
                JsonNode variant = good.deepCopy();
                change.accept(objects(variant).get(i), key);
                variants.add(variant);
            }
        }
        return variants;
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.values().forEach(child -> objects.addAll(objects(child)));
        return objects;
    }

    private List<Error> errors(String text) {
        return SCHEMA.validate(yaml.readTree(text));
    }

    private static boolean refused(String text) {
        return !problems(text).isEmpty();
    }

    private boolean hasUnknownKey(JsonNode config) {
        return problems(yaml.writeValueAsString(config)).stream()
                .anyMatch(problem -> problem.detail().startsWith("unknown key"));
    }

    private static List<Problem> problems(String text) {
        return Gateway.check(new YamlSource(Map.of()).parse("text", text, ROUTES), Factories.discovered());
    }

    /** A part of a configuration, with what it takes around it. */
    private static String whole(Block block) {
        if (block.isComplete() || block.text().startsWith("listeners:")) {
            return block.text();
        }
        String around = block.text().startsWith("wire:")
                ? "clusters:\n  any:\n    endpoints: [\"any:1\"]\n"
                : "routes:\n  - match: { path: / }\n    cluster: any\n    dubbo: { service: any, method: any }\n";
        return around + block.text().indent(4);
    }

    private static void eachProperty(JsonNode schema, String pointer, BiConsumer<String, JsonNode> seen) {
        schema.properties().forEach(entry -> {
            String below = pointer + "/" + entry.getKey();
            if (entry.getKey().equals("properties")) {
                entry.getValue()
                        .properties()
                        .forEach(property -> seen.accept(below + "/" + property.getKey(), property.getValue()));
            }
            eachProperty(entry.getValue(), below, seen);
        });
    }
}
