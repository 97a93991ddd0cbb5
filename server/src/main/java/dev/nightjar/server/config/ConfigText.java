package dev.nightjar.server.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a configuration as YAML that could be read again, but for what is secret. */
public final class ConfigText {
    private static final String HIDDEN = "<secret>";

    private ConfigText() {}

    public static String yaml(NightjarConfig config) {
        StringBuilder text = new StringBuilder();
        section(config, Optional.empty(), "", text);
        return text.toString();
    }

    /** What {@code config} says that {@code other} does not; an empty mapping where they are the same. */
    public static String differences(NightjarConfig config, NightjarConfig other) {
        StringBuilder text = new StringBuilder();
        section(config, Optional.of(other), "", text);
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    /** All of the section, or without what is the same in {@code other}. */
    private static void section(Record section, Optional<Record> other, String indent, StringBuilder to) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            Object value = valueOf(component, section);
            Optional<Object> there = other.map(each -> valueOf(component, each));
            if (there.filter(value::equals).isPresent()) {
                continue;
            }
            to.append(indent).append(component.getName()).append(':');
            if (value instanceof Record nested && !(nested instanceof ListenAddress)) {
                to.append('\n');
                section(nested, there.map(Record.class::cast), indent + "  ", to);
            } else {
                boolean hidden = component.isAnnotationPresent(Secret.class)
                        && !value.toString().isEmpty();
                to.append(' ').append(hidden ? HIDDEN : scalar(value)).append('\n');
            }
        }
    }

    private static Object valueOf(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String scalar(Object value) {
        return switch (value) {
            case ListenAddress address -> quoted(address.toString());
            case Record item -> item(item);
            case Collection<?> items ->
                items.stream().map(ConfigText::scalar).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> entries ->
                entries.entrySet().stream()
                        .map(each -> scalar(each.getKey()) + ": " + scalar(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            case Duration duration -> DurationText.text(duration);
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> quoted(value.toString());
        };
    }

    /** One of a list, on one line. */
    private static String item(Record item) {
        return Arrays.stream(item.getClass().getRecordComponents())
                .map(component -> component.getName() + ": " + scalar(valueOf(component, item)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
