package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.Constant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant of an IDL as a value, so that a default is written by the code that writes what a client sends. */
record ConstantValue(
        Constant constant, String where, @Nullable String name) implements Value {
    @Override
    public Kind kind() {
        return switch (constant) {
            case Constant.Bool ignored -> Kind.BOOLEAN;
            case Constant.Whole ignored -> Kind.NUMBER;
            case Constant.Decimal ignored -> Kind.NUMBER;
            case Constant.Text ignored -> Kind.STRING;
            case Constant.Binary ignored -> Kind.STRING;
            case Constant.Items ignored -> Kind.ARRAY;
            case Constant.Pairs ignored -> Kind.ARRAY;
            case Constant.Members ignored -> Kind.OBJECT;
        };
    }

    @Override
    public String text() {
        return switch (constant) {
            case Constant.Bool bool -> String.valueOf(bool.value());
            case Constant.Whole whole -> String.valueOf(whole.value());
            case Constant.Decimal decimal -> String.valueOf(decimal.value());
            case Constant.Text text -> text.value();
            case Constant.Binary binary -> binary.base64();
            default -> "";
        };
    }

    @Override
    public boolean isInt64() {
        return constant instanceof Constant.Whole;
    }

    @Override
    public long int64() {
        return constant instanceof Constant.Whole whole ? whole.value() : 0;
    }

    @Override
    public int size() {
        return children().size();
    }

    @Override
    public Iterator<Value> values() {
        return children().iterator();
    }

    /** Not asked for: structs look at {@link #values}. */
    @Override
    public Value member(String member) {
        throw new UnsupportedOperationException("member of a constant");
    }

    private List<Value> children() {
        List<Value> children = new ArrayList<>();
        if (constant instanceof Constant.Items items) {
            items.items().forEach(item -> children.add(child(item, null)));
        } else if (constant instanceof Constant.Pairs pairs) {
            pairs.pairs()
                    .forEach(pair -> children.add(child(new Constant.Items(List.of(pair.key(), pair.value())), null)));
        } else if (constant instanceof Constant.Members members) {
            members.members().forEach((key, value) -> children.add(child(value, key)));
        }
        return children;
    }

    private ConstantValue child(Constant child, @Nullable String childName) {
        return new ConstantValue(child, where, childName);
    }
}
