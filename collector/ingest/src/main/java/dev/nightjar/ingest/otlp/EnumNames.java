package dev.nightjar.ingest.otlp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of OpenTelemetry's enums. Its JSON is to have numbers; generic encoders of protobuf write names, as Go's readers take. */
final class EnumNames {
    private static final Map<String, Integer> NUMBERS = numbers();

    private EnumNames() {}

    /** Null for a name that is none. */
    static @Nullable Integer number(String name) {
        return NUMBERS.get(name);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        add(numbers, "AGGREGATION_TEMPORALITY_", List.of("UNSPECIFIED", "DELTA", "CUMULATIVE"));
        add(numbers, "SPAN_KIND_", List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"));
        add(numbers, "STATUS_CODE_", List.of("UNSET", "OK", "ERROR"));
        numbers.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
        int severity = 1;
        for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
            for (String degree : List.of("", "2", "3", "4")) {
                numbers.put("SEVERITY_NUMBER_" + level + degree, severity++);
            }
        }
        return Map.copyOf(numbers);
    }

    private static void add(Map<String, Integer> to, String prefix, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            to.put(prefix + names.get(i), i);
        }
    }
}
