package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one exception. Two wrappings are undone: the {@code GenericException} of a generic invocation, whose own message holds
 * the provider's stack trace, and the {@code RuntimeException} that a provider puts around an exception which its caller may
 * not know, whose message is the original's text and stack trace.
 */
final class ThrownReader {
    private static final Set<String> HIDDEN = Set.of(
            "detailMessage", "stackTrace", "cause", "suppressedExceptions", "exceptionClass", "exceptionMessage");
    private static final Pattern WRAPPED = Pattern.compile("((?:[\\w$]+\\.)+[\\w$]+)(?:: (.*))?", Pattern.DOTALL);
    private static final String STACK = "\tat ";
    private static final int MAX_MESSAGE_CHARS = 2000;

    private final HessianReader reader;
    private final HessianInput input;
    private int messageAt = -1;
    private int ownMessageAt = -1;
    private int originalClassAt = -1;
    private int originalMessageAt = -1;

    ThrownReader(HessianReader reader) {
        this.reader = reader;
        this.input = reader.input();
    }

    ThrownObject read(JsonWriter out) {
        if (input.peek() == 'C') {
            input.next();
            reader.definition();
        }
        if (Tag.of(input.peek()) != Tag.OBJECT) {
            reader.skip();
            out.beginObject();
            out.endObject();
            return new ThrownObject("", null);
        }
        int number = reader.tables().enter(input.position());
        reader.tables().open(number);
        ClassShape shape = reader.shape(input.next());
        reader.enter();
        fields(shape, out);
        reader.leave();
        reader.tables().close(number);
        return outcome(shape.className());
    }

    private void fields(ClassShape shape, JsonWriter out) {
        boolean generic = shape.indexOf("exceptionClass") >= 0 && shape.indexOf("exceptionMessage") >= 0;
        out.beginObject();
        for (int i = 0; i < shape.size(); i++) {
            String field = shape.field(i);
            remember(field);
            byte[] name = shape.name(i);
            if (name == null || generic || HIDDEN.contains(field)) {
                reader.skip();
            } else {
                out.name(name);
                reader.value(out);
            }
        }
        out.endObject();
    }

    private void remember(String field) {
        switch (field) {
            case "detailMessage" -> messageAt = input.position();
            case "message" -> ownMessageAt = input.position();
            case "exceptionClass" -> originalClassAt = input.position();
            case "exceptionMessage" -> originalMessageAt = input.position();
            default -> {}
        }
    }

    private ThrownObject outcome(String className) {
        String originalClass = textAt(originalClassAt);
        if (originalClass != null && originalMessageAt >= 0) {
            return new ThrownObject(originalClass, withoutStack(textAt(originalMessageAt)));
        }
        String message = textAt(messageAt);
        if (message == null) {
            message = textAt(ownMessageAt);
        }
        boolean wrapper = className.equals("java.lang.RuntimeException") && message != null && message.contains(STACK);
        String text = withoutStack(message);
        return wrapper && text != null ? unwrapped(className, text) : new ThrownObject(className, text);
    }

    /** The text is the original's {@code toString()}, twice: once written out, once as the first line of its stack trace. */
    private static ThrownObject unwrapped(String className, String text) {
        int half = text.length() / 2;
        boolean twice =
                text.length() % 2 == 1 && text.charAt(half) == '\n' && text.regionMatches(0, text, half + 1, half);
        String once = twice ? text.substring(0, half) : text;
        Matcher wrapped = WRAPPED.matcher(once);
        return wrapped.matches()
                ? new ThrownObject(wrapped.group(1), wrapped.group(2))
                : new ThrownObject(className, once);
    }

    private static @Nullable String withoutStack(@Nullable String message) {
        if (message == null) {
            return null;
        }
        int stack = message.indexOf(STACK);
        String text = stack < 0 ? message : message.substring(0, stack).stripTrailing();
        return text.length() <= MAX_MESSAGE_CHARS ? text : text.substring(0, MAX_MESSAGE_CHARS);
    }

    private @Nullable String textAt(int position) {
        if (position < 0) {
            return null;
        }
        int back = input.position();
        input.position(position);
        String text = Tag.of(input.peek()) == Tag.STRING ? reader.string() : null;
        input.position(back);
        return text;
    }
}
