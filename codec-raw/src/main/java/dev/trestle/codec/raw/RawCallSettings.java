package dev.trestle.codec.raw;

import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.Shorthand;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code raw:} of a route. */
@Doc("A call of a raw service: the header fields it sets, its payload, and what its reply is.")
public record RawCallSettings(
        @Example("{operation: 210, shop: {from: path.shop}}")
        @Doc(
                "The header fields to set: {operation: 210} for a constant, {shop: {from: path.shop}} for a value of the request. Others are zero, text is blank.")
        Map<String, FieldValue> header,

        @Example("{json: {object: {iban: path.iban}}}") @Doc("The payload; nothing without it.") @Nullable
        PayloadSettings payload,

        @Default("false")
        @Doc("Whether FIN follows the request, for services that read until the end. Not on shared connections.")
        boolean halfClose,

        @Default("false") @Doc("Whether the service never answers: the reply is sent once the request is written.")
        boolean oneway,

        @Default("{}") @Example("{as: text}") @Doc("What the reply's payload is.")
        AnswerSettings reply) {
    /** Keeps the order. */
    public RawCallSettings {
        header = Collections.unmodifiableMap(header);
        if (oneway && halfClose) {
            throw new SettingException("oneway", "true (expected: false beside halfClose)");
        }
    }

    /** What a header field is set to. */
    @Doc("The value of a header field: exactly one of const and from.")
    @OneOf({"const", "from"})
    @OneOf(
            value = {"default"},
            beside = "from",
            optional = true)
    public record FieldValue(
            @Key("const") @Example("210") @Doc("A constant: a number (decimal or 0x...), text, bytes in hex.") @Nullable
            String constant,

            @Matches(BindingSettings.FROM)
            @Example("path.shop")
            @Doc("Where it comes from: path.x, query.x, header.X, body.a.b, request.id. An absent value is an error.")
            @Nullable
            String from,

            @Key("default") @Example("0") @Doc("What an absent value stands for.") @Nullable
            SettingsNode defaultValue) {
        /** Checks that there is one origin. */
        public FieldValue {
            if ((constant == null) == (from == null)) {
                throw new SettingException(
                        "", (constant == null ? "none" : "both") + " of const, from (expected: exactly one)");
            }
            if (from == null && defaultValue != null) {
                throw new SettingException("default", "beside const (expected: only beside from)");
            }
        }

        /** {@code 210} instead of {@code {const: 210}}. */
        @Shorthand("const")
        public static FieldValue of(String constant) {
            return new FieldValue(constant, null, null);
        }

        /** The binding of a value that is no constant. */
        BindingSettings binding() {
            boolean required = defaultValue == null;
            return new BindingSettings(null, from, null, Map.of(), List.of(), required, defaultValue, null);
        }
    }

    /** What follows the header. */
    @Doc("The payload: exactly one of json, text, bytes.")
    @OneOf({"json", "text", "bytes"})
    public record PayloadSettings(
            @Example("body")
            @Doc(
                    "A JSON value: body, or an object put together. A type of a value may be string, number or boolean, where untyped text is to be more than a string.")
            @Nullable
            BindingSettings json,

            @Example("body.text") @Doc("Text: one value, or a list of values one after the other.") @Nullable
            BindingSettings text,

            @Example("body") @Doc("Bytes: body for the request's body as it is, or a value in base64.") @Nullable
            BindingSettings bytes,

            @Default("UTF-8") @Doc("The charset of text.") String charset) {
        /** Checks that there is one form. */
        public PayloadSettings {
            int forms = (json == null ? 0 : 1) + (text == null ? 0 : 1) + (bytes == null ? 0 : 1);
            if (forms != 1) {
                throw new SettingException("", forms + " of json, text, bytes (expected: exactly one)");
            }
            charsetNamed(charset);
        }
    }

    /** What the reply's payload is. */
    @Doc("What the reply's payload is to the client.")
    public record AnswerSettings(
            @Default("json") @Doc("What the reply's payload is to the client.")
            Form as,

            @Matches("[!-~]+/[ -~]+")
            @Example("text/plain")
            @Doc(
                    "The content type of text and bytes; by default text/plain; charset=utf-8 or application/octet-stream.")
            @Nullable
            String contentType,

            @Default("UTF-8") @Doc("The charset of text.") String charset) {
        /** Checks that the content type is one header value. */
        public AnswerSettings {
            if (as == Form.JSON && contentType != null) {
                throw new SettingException(
                        "contentType", contentType + " (expected: only beside as: text or as: bytes)");
            }
            if (contentType != null && !contentType.matches("[!-~]+/[ -~]+")) {
                throw new SettingException("contentType", contentType + " (expected: type/subtype)");
            }
            charsetNamed(charset);
        }
    }

    /** What a reply's payload is. */
    public enum Form {
        @Doc("Checked before it is passed on.")
        JSON,
        @Doc("Put into UTF-8.")
        TEXT,
        @Doc("Passed on as they are.")
        BYTES
    }

    static Charset charsetNamed(String name) {
        try {
            return name.equals("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new SettingException("charset", name + " (expected: a charset such as UTF-8, ISO-8859-1, IBM500)");
        }
    }
}
