package dev.trestle.codec.raw;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How frames are told apart, as written. Delimiters are text of which each character is one byte: {@code "\x03"}. */
@Doc("How a frame ends: exactly one of length, delimited, fixed, close.")
@OneOf({"length", "delimited", "fixed", "close"})
public record FrameSettings(
        @Example("{bytes: 4, counts: rest}") @Doc("A length field says it.") @Nullable
        LengthSettings length,

        @Example("{ends: [\"\\r\\n\"]}") @Doc("A delimiter follows it.") @Nullable
        DelimitedSettings delimited,

        @Example("{size: 128, pad: \" \"}") @Doc("Every frame has the same size.") @Nullable
        FixedSettings fixed,

        @Example("{}") @Doc("The peer closes the connection after its reply.") @Nullable
        CloseSettings close,

        @Default("16MiB")
        @Range(min = 1, max = 1 << 30)
        @Doc(
                "The most bytes of a frame, header included; a larger reply is malformed, a larger request is refused with 413.")
        ByteSize maxFrameBytes) {
    /** Checks that one kind is chosen. */
    public FrameSettings {
        int kinds = (length == null ? 0 : 1)
                + (delimited == null ? 0 : 1)
                + (fixed == null ? 0 : 1)
                + (close == null ? 0 : 1);
        if (kinds != 1) {
            throw new SettingException("", kinds + " of length, delimited, fixed, close (expected: exactly one)");
        }
    }

    /** A length field. */
    @Doc("A frame whose length is written in it.")
    public record LengthSettings(
            @Default("0")
            @Range(min = 0, max = 1024)
            @Doc("The offset of the length field; the header fields before it fill exactly this many bytes.")
            int at,

            @Default("4")
            @Range(min = 1, max = 10)
            @Doc(
                    "Its width: 1, 2, 3, 4 or 8 for big and little, digits for decimal and hex, 1 to 5 for bcd; varint has none.")
            int bytes,

            @Default("big") @Doc("How the number is written.")
            LengthEncoding encoding,

            @Default("rest") @Doc("What it counts.") Counts counts,

            @Default("0")
            @Range(min = -1024, max = 1024)
            @Doc("What is added to the count: 1 for a peer that counts one byte more than there is.")
            int add,

            @Default("") @Example("\"\\x03\"") @Doc("Constant bytes after the payload; rest and frame count them.")
            String trailer) {
        /** Checks that the width fits the encoding. */
        public LengthSettings {
            boolean fits = switch (encoding) {
                case BIG, LITTLE -> bytes <= 4 || bytes == 8;
                case BCD -> bytes <= 5;
                case DECIMAL, HEX, VARINT -> true;
            };
            if (!fits) {
                throw new SettingException(
                        "bytes",
                        bytes + " (expected: " + (encoding == LengthEncoding.BCD ? "1..5" : "1, 2, 3, 4 or 8") + ")");
            }
            if (encoding == LengthEncoding.VARINT && counts == Counts.FRAME) {
                throw new SettingException(
                        "counts", "frame (expected: rest or payload, a varint does not count itself)");
            }
            Latin1.bytes("trailer", trailer);
        }
    }

    /** How a length is written. */
    public enum LengthEncoding {
        @Doc("Big-endian binary.")
        BIG,
        @Doc("Little-endian binary.")
        LITTLE,
        @Doc("Seven bits a byte, low bits first, at most five bytes.")
        VARINT,
        @Doc("ASCII decimal digits, padded with zeros.")
        DECIMAL,
        @Doc("ASCII hex digits, padded with zeros.")
        HEX,
        @Doc("Two decimal digits a byte.")
        BCD
    }

    /** What a length counts. */
    public enum Counts {
        @Doc("Everything after the length field.")
        REST,
        @Doc("Everything, the length field included.")
        FRAME,
        @Doc("The payload: no header field, no trailer.")
        PAYLOAD
    }

    /** A delimiter. */
    @Doc("A frame that goes on until a delimiter.")
    public record DelimitedSettings(
            @Example("[\"\\r\\n\", \"\\n\"]")
            @Doc("What ends a frame; the first one is written. The header is not searched.")
            List<String> ends,

            @Default("") @Example("\"\\x02\"") @Doc("What every frame begins with.")
            String start,

            @Example("\"\\x1b\"")
            @Doc("The byte written before a byte of the payload that would otherwise begin a delimiter.")
            @Nullable
            String escape) {
        /** Checks that a frame ends somewhere, and only in one way. */
        public DelimitedSettings {
            ends = List.copyOf(ends);
            if (ends.isEmpty()) {
                throw new SettingException("ends", "an empty list (expected: one delimiter or more)");
            }
            for (String end : ends) {
                if (Latin1.bytes("ends", end).length == 0) {
                    throw new SettingException("ends", "an empty delimiter (expected: one byte or more)");
                }
            }
            if (beginsAnother(ends)) {
                throw new SettingException("ends", "one begins with another (expected: none can wait for the other)");
            }
            Latin1.bytes("start", start);
            if (escape != null && Latin1.bytes("escape", escape).length != 1) {
                throw new SettingException("escape", escape + " (expected: one byte)");
            }
            if (escape != null && ends.stream().anyMatch(end -> end.startsWith(escape))) {
                throw new SettingException("escape", escape + " (expected: a byte that begins no delimiter)");
            }
        }

        private static boolean beginsAnother(List<String> ends) {
            for (int i = 0; i < ends.size(); i++) {
                for (int j = 0; j < ends.size(); j++) {
                    if (i != j && ends.get(i).startsWith(ends.get(j))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** One size for all. */
    @Doc("A frame of one size.")
    public record FixedSettings(
            @Key("size")
            @Range(min = 1, max = 1 << 20)
            @Example("128")
            @Doc("The bytes of every frame, header included.")
            int frameBytes,

            @Example("\" \"")
            @Doc("The byte that fills what the payload leaves free; without it the payload fits exactly.")
            @Nullable
            String pad) {
        /** Checks the pad. */
        public FixedSettings {
            if (pad != null && Latin1.bytes("pad", pad).length != 1) {
                throw new SettingException("pad", pad + " (expected: one byte)");
            }
        }
    }

    /** Nothing but the end of the connection ends a frame. */
    @Doc("A reply that ends where the connection ends. An answer without a byte is a failure.")
    public record CloseSettings() {}
}
