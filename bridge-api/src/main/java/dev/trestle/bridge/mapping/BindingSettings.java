package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.Shorthand;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a call as written: what it is and where it comes from. Shared by every codec. */
@Doc("One value of a call: its type and exactly one of from, const, object, list.")
@OneOf({"from", "const", "object", "list"})
@OneOf(
        value = {"required", "default", "whenMissing"},
        beside = "from",
        optional = true)
public record BindingSettings(
        @Example("list<com.acme.Item>")
        @Doc("The type in the protocol's own words, where the protocol needs it: long, Long, list<com.acme.Item>.")
        @Nullable
        String type,

        @Matches(BindingSettings.FROM)
        @Example("body.items[0].sku")
        @Doc(
                "Where it comes from: path.x, query.x, query.x[*], header.X, cookie.x, form.x, body, body.a.b[0], request.id, trace.parent, trace.state.")
        @Nullable
        String from,

        @Key("const") @Example("web") @Doc("A constant, of any shape.") @Nullable
        SettingsNode constant,

        @Example("{buyerId: header.X-User-Id, items: body.items}") @Doc("An object put together from named values.")
        Map<String, BindingSettings> object,

        @Example("[path.shop, body.id]") @Doc("A list put together from values.")
        List<BindingSettings> list,

        @Default("false") @Doc("Whether an absent value is an error.")
        boolean required,

        @Key("default") @Example("1") @Doc("What an absent value stands for.") @Nullable
        SettingsNode defaultValue,

        @Doc(
                "What an absent value becomes. Without it: omit inside an object; as an argument null for Dubbo, error for Thrift and raw.")
        @Nullable
        WhenMissing whenMissing) {
    /** What a {@code from} looks like. */
    public static final String FROM =
            "request\\.id|trace\\.(parent|state)|body(\\.[^.\\[]+|\\[\\d{1,6}\\]|\\[\".*?\"\\])*|(path|query|header|cookie|form)(\\.[^.\\[]+|\\[\".*?\"\\])(\\[\\*\\])?";

    /** Checks that there is one origin, and that presence is decided once. */
    public BindingSettings {
        int origins = (from == null ? 0 : 1)
                + (constant == null ? 0 : 1)
                + (object.isEmpty() ? 0 : 1)
                + (list.isEmpty() ? 0 : 1);
        if (origins != 1) {
            throw new SettingException("", origins + " of from, const, object, list (expected: exactly one)");
        }
        if (from == null && (required || defaultValue != null || whenMissing != null)) {
            throw new SettingException("", "required, default and whenMissing (expected: only beside from)");
        }
        int rules = (required ? 1 : 0) + (defaultValue == null ? 0 : 1) + (whenMissing == null ? 0 : 1);
        if (rules > 1) {
            throw new SettingException("", "required, default, whenMissing (expected: at most one of them)");
        }
        object = Map.copyOf(object).isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(object);
        list = List.copyOf(list);
    }

    /** {@code body.total} instead of {@code {from: body.total}}. */
    @Shorthand("from")
    public static BindingSettings from(String from) {
        return new BindingSettings(null, from, null, Map.of(), List.of(), false, null, null);
    }
}
