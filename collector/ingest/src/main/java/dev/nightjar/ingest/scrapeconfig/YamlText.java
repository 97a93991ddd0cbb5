package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.ShownUrl;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Writes a tree as YAML that could be read again, but for what is secret. */
final class YamlText {
    private static final Set<String> SECRETS = Set.of(
            "password",
            "credentials",
            "client_secret",
            "bearer_token",
            "key",
            "secrets",
            "token",
            "secret_key",
            "proxy_connect_header");

    private YamlText() {}

    static String of(Node node) {
        StringBuilder text = new StringBuilder();
        write(node, "", text);
        return text.toString();
    }

    private static void write(Node node, String indent, StringBuilder to) {
        switch (node) {
            case Node.Mapping mapping -> {
                for (Iterator<Map.Entry<String, Node>> fields =
                                mapping.fields().entrySet().iterator();
                        fields.hasNext(); ) {
                    Map.Entry<String, Node> field = fields.next();
                    field(field.getKey(), field.getValue(), indent, to);
                    to.append(fields.hasNext() ? indent : "");
                }
            }
            case Node.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    to.append(i == 0 ? "" : indent).append("- ");
                    value(sequence.items().get(i), indent + "  ", to);
                }
            }
            case Node.Scalar scalar ->
                to.append(scalar(ShownUrl.of(scalar.text()))).append('\n');
            case Node.Empty empty -> to.append("null\n");
        }
    }

    private static void field(String name, Node value, String indent, StringBuilder to) {
        to.append(scalar(name)).append(':');
        if (SECRETS.contains(name)) {
            to.append(" <secret>\n");
        } else if (value instanceof Node.Mapping || value instanceof Node.Sequence) {
            boolean empty = isEmpty(value);
            to.append(empty ? " " : "\n" + indent + "  ");
            value(value, indent + "  ", to);
        } else {
            to.append(' ');
            write(value, indent, to);
        }
    }

    private static void value(Node value, String indent, StringBuilder to) {
        if (isEmpty(value)) {
            to.append(value instanceof Node.Mapping ? "{}\n" : "[]\n");
        } else {
            write(value, indent, to);
        }
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> mapping.fields().isEmpty();
            case Node.Sequence sequence -> sequence.items().isEmpty();
            case Node.Scalar scalar -> false;
            case Node.Empty empty -> false;
        };
    }

    /** Plain where that is sure to be read as the same text. */
    private static String scalar(String text) {
        return text.matches("[A-Za-z0-9_./][A-Za-z0-9_./ -]*") && !text.endsWith(" ")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
