package dev.trestle.bridge.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of a settings record.
 *
 * @param name as written in YAML
 * @param shape what its value may be
 * @param doc what it does
 * @param required whether it must be written
 * @param defaultText what an absent key stands for, as written in YAML; null where that is nothing
 * @param range the bounds of a number, a duration in ms or a size in bytes
 * @param pattern the regular expression of a text
 * @param example a value as written in YAML
 */
public record SettingsKey(
        String name,
        Shape shape,
        String doc,
        boolean required,
        @Nullable String defaultText,
        @Nullable Range range,
        @Nullable String pattern,
        @Nullable String example) {
    /** What {@code component} says about itself. */
    static SettingsKey of(RecordComponent component) {
        String defaultText = said(component, Default.class, Default::value);
        String doc = said(component, Doc.class, Doc::value);
        boolean collection = component.getType() == List.class || component.getType() == Map.class;
        boolean optional = collection
                || defaultText != null
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return new SettingsKey(
                RecordBinder.key(component),
                Shape.of(component.getGenericType()),
                doc == null ? "" : doc,
                !optional,
                defaultText,
                component.getAnnotation(Range.class),
                said(component, Matches.class, Matches::value),
                said(component, Example.class, Example::value));
    }

    private static <A extends Annotation> @Nullable String said(
            RecordComponent component, Class<A> type, Function<A, String> value) {
        A annotation = component.getAnnotation(type);
        return annotation == null ? null : value.apply(annotation);
    }
}
