package dev.trestle.codec.thrift;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplyNames;
import dev.trestle.bridge.mapping.ReplyShape;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.Method;
import dev.trestle.codec.thrift.idl.NearMiss;
import dev.trestle.codec.thrift.idl.Schema;
import dev.trestle.codec.thrift.idl.Service;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@code thrift} codecs. */
public final class ThriftCodecFactory implements BridgeCodecFactory<ThriftWireSettings, ThriftCallSettings> {
    private final SchemaCache schemas = new SchemaCache();

    /** For {@code ServiceLoader}. */
    public ThriftCodecFactory() {}

    @Override
    public String name() {
        return "thrift";
    }

    @Override
    public Class<ThriftWireSettings> wireSettings() {
        return ThriftWireSettings.class;
    }

    @Override
    public Class<ThriftCallSettings> callSettings() {
        return ThriftCallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(ThriftWireSettings settings, ConfigFiles files, Problems problems) {
        return new ThriftProtocol(settings);
    }

    @Override
    public BridgeCodec newCodec(ThriftCallSettings settings, CodecContext context) {
        Problems problems = context.problems();
        Schema schema = schemas.load(settings.idl(), context.files(), problems.at("idl"));
        Service service = schema == null ? null : service(schema, settings, problems);
        Method method = service == null ? null : method(service, settings, problems);
        if (method == null || !(context.wire() instanceof ThriftProtocol protocol)) {
            return new RefusedCodec(settings.service() + "." + settings.method());
        }
        Shapes shapes = new Shapes();
        Arguments arguments = new ArgumentsCompiler(settings, context)
                .compile(shapes.struct(method.arguments()), context.unknownFields());
        ReplyMapping reply = context.reply().mapping();
        context.reply().check(names(method));
        ResultReader results = new ResultReader(method, shapes, reply);
        return new ThriftCodec(protocol, settings, method, new ThriftCodec.Call(arguments, results, reply));
    }

    /** What a reply section may name: all of it stands in the IDL. */
    private static ReplyNames names(Method method) {
        Map<String, ReplyShape> exceptions = new HashMap<>();
        for (Field field : method.exceptions()) {
            exceptions.put(field.type().shown(), DeclaredShape.of(field.type()));
        }
        return new ReplyNames(ApplicationError.words(), Map.of(), exceptions, DeclaredShape.of(method.result()));
    }

    private static @Nullable Service service(Schema schema, ThriftCallSettings settings, Problems problems) {
        Service service = schema.service(settings.service());
        if (service == null) {
            problems.add(
                    "service",
                    NearMiss.message(settings.service(), schema.services().keySet(), "a service of " + settings.idl()));
        }
        return service;
    }

    private static @Nullable Method method(Service service, ThriftCallSettings settings, Problems problems) {
        Method method = service.method(settings.method());
        if (method == null) {
            problems.add(
                    "method",
                    NearMiss.message(settings.method(), service.methods().keySet(), "a method of " + service.name()));
        }
        return method;
    }
}
