package dev.trestle.codec.thrift;

import dev.trestle.bridge.Scratch;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.codec.thrift.idl.Annotation;
import dev.trestle.codec.thrift.idl.BaseType;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.Method;
import dev.trestle.codec.thrift.idl.StructType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result struct of one method: field 0 is the value, the ids of its {@code throws} are exceptions, an empty struct is
 * the result of a void method (no JSON at all) and a missing result otherwise. The first field known decides; JSON is written
 * straight from the wire.
 */
final class ResultReader {
    private static final int NO_FIELD = Integer.MIN_VALUE;

    private final ReplyMapping reply;
    private final @Nullable Shape success;
    private final Map<Integer, Thrown> exceptions = new HashMap<>();

    /**
     * A declared exception.
     *
     * @param messageId the id of the field that holds its message, or {@link #NO_FIELD}
     */
    private record Thrown(String name, Shape shape, int messageId) {}

    ResultReader(Method method, Shapes shapes, ReplyMapping reply) {
        this.reply = reply;
        this.success = method.result() == null ? null : shapes.of(method.result());
        for (Field field : method.exceptions()) {
            if (field.type() instanceof StructType type) {
                exceptions.put(field.id(), new Thrown(type.name(), shapes.struct(type), messageId(type)));
            }
        }
    }

    /** The field that {@code (message = "x")} names, or the one called message. */
    private static int messageId(StructType type) {
        String named = Annotation.first(type.annotations(), "message");
        Field field = type.field(named == null ? "message" : named);
        return field != null && field.type() == BaseType.STRING ? field.id() : NO_FIELD;
    }

    /** What the field {@code id} of a result holds; null for a field the IDL does not have. */
    @Nullable
    Shape shape(int id) {
        Thrown thrown = exceptions.get(id);
        return thrown != null ? thrown.shape() : id == 0 ? success : null;
    }

    /** The exception that travels in the field {@code id}; null where none does. */
    @Nullable
    String thrownName(int id) {
        Thrown thrown = exceptions.get(id);
        return thrown == null ? null : thrown.name();
    }

    /** Reads to the end of the message. */
    HttpReply read(ThriftReader in, Scratch scratch, ByteBufAllocator allocator) {
        ByteBuf json = scratch.output();
        Outcome outcome = readFields(in, json);
        in.end();
        if (outcome.thrown() != null) {
            return reply.thrown(outcome.thrown().name(), outcome.message(), json);
        }
        if (success != null && !outcome.found()) {
            return reply.failed(
                    ApplicationError.MISSING_RESULT.rpcStatus(), Failure.RPC_ERROR, "the service returned no result");
        }
        return reply.result(scratch.written(allocator), "OK");
    }

    /** What the struct held. */
    private record Outcome(
            boolean found,
            @Nullable Thrown thrown,
            @Nullable String message) {
        static final Outcome NOTHING = new Outcome(false, null, null);
        static final Outcome VALUE = new Outcome(true, null, null);
    }

    private Outcome readFields(ThriftReader in, ByteBuf json) {
        Outcome outcome = Outcome.NOTHING;
        int outer = in.beginStruct();
        while (in.nextField()) {
            Thrown thrown = exceptions.get(in.fieldId);
            if (outcome.found() || (thrown == null && (in.fieldId != 0 || success == null))) {
                in.skip(in.fieldType, ThriftReader.MAX_DEPTH);
            } else if (thrown == null) {
                outcome = readValue(in, json);
            } else {
                outcome = readThrown(in, json, thrown);
            }
        }
        in.endStruct(outer);
        return outcome;
    }

    private Outcome readValue(ThriftReader in, ByteBuf json) {
        if (success != null) {
            success.check(in.fieldType, "the result");
            success.read(in, new JsonWriter(json, reply.json()), ThriftReader.MAX_DEPTH);
        }
        return Outcome.VALUE;
    }

    private Outcome readThrown(ThriftReader in, ByteBuf json, Thrown thrown) {
        thrown.shape().check(in.fieldType, thrown.name());
        int start = in.index;
        thrown.shape().read(in, new JsonWriter(json, reply.json()), ThriftReader.MAX_DEPTH);
        int end = in.index;
        in.index = start;
        String message = message(in, thrown.messageId());
        in.index = end;
        return new Outcome(true, thrown, message);
    }

    /** Read apart from the JSON; exceptions are rare and their messages rarer. */
    private static @Nullable String message(ThriftReader in, int id) {
        String message = null;
        int outer = in.beginStruct();
        while (id != NO_FIELD && in.nextField()) {
            if (in.fieldId == id) {
                int length = in.stringLength();
                message = in.in.toString(in.index, length, StandardCharsets.UTF_8);
                in.advance(length);
            } else {
                in.skip(in.fieldType, ThriftReader.MAX_DEPTH);
            }
        }
        in.endStruct(outer);
        return message;
    }
}
