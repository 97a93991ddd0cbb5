package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * A template in Go's notation: text with actions such as {@code {{.method | lower}}} or {@code {{printf "%s" .path}}}.
 * Control structures are not supported yet.
 */
final class Template {
    /** A function met a value it cannot work on. */
    static final class Failure extends RuntimeException {
        Failure(String message) {
            super(message);
        }
    }

    /** What an action's word stands for. */
    sealed interface Operand {
        record Field(String name) implements Operand {}

        record Literal(String text) implements Operand {}

        record Call(String function, List<Operand> arguments) implements Operand {}
    }

    private final List<Operand> parts;

    private Template(List<Operand> parts) {
        this.parts = parts;
    }

    static Template parse(String text, int offset, SourceText source) {
        List<Operand> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                parts.add(new Operand.Literal(text.substring(at)));
                break;
            }
            String before = text.substring(at, open);
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw QueryException.inText(source, offset, "an action {{ of the template has no closing }}");
            }
            String action = text.substring(open + 2, close);
            if (action.startsWith("- ")) {
                before = before.stripTrailing();
                action = action.substring(1);
            }
            at = close + 2;
            if (action.endsWith(" -")) {
                action = action.substring(0, action.length() - 1);
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
            }
            parts.add(new Operand.Literal(before));
            if (!action.strip().startsWith("/*")) {
                parts.add(new TemplateAction(action, offset, source).parse());
            }
        }
        return new Template(parts);
    }

    /** Throws {@link Failure} where the text would be longer than {@code maxChars}. */
    String render(Entry entry, int maxChars) {
        StringBuilder text = new StringBuilder();
        for (Operand part : parts) {
            text.append(value(part, entry));
            if (text.length() > maxChars) {
                throw new Failure("the template would make more than " + maxChars + " characters");
            }
        }
        return text.toString();
    }

    private static String value(Operand operand, Entry entry) {
        return switch (operand) {
            case Operand.Literal literal -> literal.text();
            case Operand.Field field -> entry.get(field.name());
            case Operand.Call call -> {
                List<String> arguments = call.arguments().stream()
                        .map(each -> value(each, entry))
                        .toList();
                yield switch (call.function()) {
                    case "__line__" -> entry.text();
                    case "__timestamp__" ->
                        java.time.Instant.ofEpochSecond(0, entry.timestampNanos())
                                .toString();
                    default -> TemplateFunctions.apply(call.function(), arguments);
                };
            }
        };
    }
}
