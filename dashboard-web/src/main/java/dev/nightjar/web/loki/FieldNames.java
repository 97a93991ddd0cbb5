package dev.nightjar.web.loki;

import java.util.List;

/** Turns names of fields into names of labels, as LogQL's parsers do. */
final class FieldNames {
    private FieldNames() {}

    static String joined(List<String> path) {
        return sanitized(String.join("_", path));
    }

    static String sanitized(String name) {
        StringBuilder label = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (i == 0 && digit) {
                label.append('_');
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            label.append(letter || digit || c == '_' ? c : '_');
        }
        return label.toString();
    }
}
