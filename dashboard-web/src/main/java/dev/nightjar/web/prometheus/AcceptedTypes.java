package dev.nightjar.web.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an {@code Accept} header. */
final class AcceptedTypes {
    private AcceptedTypes() {}

    /** A media type with its parameters, {@code q} not among them. */
    record Accepted(String type, double preference, Map<String, String> parameters) {
        /** Empty if it has none of that name. */
        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    /** What is preferred first; of what is preferred alike, what comes first. What cannot be read is left out. */
    static List<Accepted> of(String header) {
        List<Accepted> accepted = new ArrayList<>();
        for (String clause : header.split(",", -1)) {
            String[] parts = clause.split(";", -1);
            String type = parts[0].strip();
            if (!type.isEmpty()) {
                accepted.add(accepted(type, parts));
            }
        }
        accepted.sort(Comparator.comparingDouble(Accepted::preference).reversed());
        return accepted;
    }

    private static Accepted accepted(String type, String[] parts) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2) {
                parameters.put(pair[0].strip(), pair[1].strip());
            }
        }
        return new Accepted(type, preference(parameters.remove("q")), Map.copyOf(parameters));
    }

    private static double preference(@Nullable String text) {
        try {
            return text == null ? 1 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
