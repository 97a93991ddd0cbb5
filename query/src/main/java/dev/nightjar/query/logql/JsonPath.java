package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where in JSON a value is: {@code a.b[0]["c d"]}, as names and indexes. */
final class JsonPath {
    /** A member's name, or with no name an element's index. */
    private record Step(Optional<String> name, int index) {}

    private final List<Step> steps = new ArrayList<>();

    private JsonPath() {}

    /** Throws {@link IllegalArgumentException} with the reason. */
    static JsonPath parse(String text) {
        JsonPath path = new JsonPath();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                at = path.bracket(text, at);
                continue;
            }
            boolean dot = c == '.' && at > 0;
            int end = path.name(text, dot ? at + 1 : at);
            if (!dot && at > 0) {
                throw wrong(text);
            }
            at = end;
        }
        if (path.steps.isEmpty()) {
            throw wrong(text);
        }
        return path;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("cannot parse expression [" + text
                + "]: syntax error: it is not a path; write it like request.headers[\"User-Agent\"][0]");
    }

    private int name(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        if (end == from) {
            throw wrong(text);
        }
        steps.add(new Step(Optional.of(text.substring(from, end)), 0));
        return end;
    }

    private int bracket(String text, int open) {
        boolean quoted = text.startsWith("[\"", open);
        int end = quoted ? text.indexOf("\"]", open + 2) : text.indexOf(']', open);
        if (end < 0) {
            throw wrong(text);
        }
        String inner = text.substring(open + (quoted ? 2 : 1), end);
        if (quoted) {
            steps.add(new Step(Optional.of(inner), 0));
            return end + 2;
        }
        if (inner.isEmpty() || inner.length() > 9 || !inner.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(text);
        }
        steps.add(new Step(Optional.empty(), Integer.parseInt(inner)));
        return end + 1;
    }

    /** The value there; nothing where there is none. A mistake matters only in the value itself. */
    Optional<String> find(String text) throws JsonScan.Malformed {
        Optional<JsonScan> scan = JsonScan.container(text);
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            if (scan.isEmpty() || !find(steps.get(i), scan.get(), last)) {
                return Optional.empty();
            }
            scan = last ? scan : scan.get().inner();
        }
        return scan.map(JsonScan::value);
    }

    private static boolean find(Step step, JsonScan scan, boolean last) throws JsonScan.Malformed {
        if (scan.isObject() != step.name().isPresent()) {
            return false;
        }
        String name = step.name().orElse("");
        int index = 0;
        try {
            while (scan.next()) {
                if (scan.isObject() ? scan.key().equals(name) : index++ == step.index()) {
                    return true;
                }
            }
            return false;
        } catch (JsonScan.Malformed e) {
            if (last && scan.isObject() && scan.key().equals(name)) {
                throw e;
            }
            return false;
        }
    }
}
