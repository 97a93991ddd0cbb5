package dev.nightjar.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads one mapping strictly: each method takes a field out and reports what is wrong with it, {@link #allow} reports
 * what nobody asked for. Problems never stop the reading, so a file's are all found at once.
 */
public final class Section {
    private final String file;
    private final String where;
    private final Node.Mapping node;
    private final Problems problems;

    private Section(String file, String where, Node.Mapping node, Problems problems) {
        this.file = file;
        this.where = where;
        this.node = node;
        this.problems = problems;
    }

    /**
     * @param where what the mapping is, for messages: {@code group "g"}, or empty for the whole file
     */
    public static Optional<Section> of(String file, String where, Node node, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(new Section(file, where, mapping, problems));
        }
        problems.add(file, node.line(), prefix(where) + "must be a mapping, found " + node.kind());
        return Optional.empty();
    }

    /** The same fields under another name in messages. */
    public Section as(String otherWhere) {
        return new Section(file, otherWhere, node, problems);
    }

    /** Reports every field that is not one of {@code known}. */
    public Section allow(String... known) {
        List<String> names = List.of(known);
        for (String field : node.fields().keySet()) {
            if (!names.contains(field)) {
                problem(field, "unknown field \"" + field + "\"" + Suggestion.among(names, field));
            }
        }
        return this;
    }

    public String file() {
        return file;
    }

    public int line() {
        return node.line();
    }

    public boolean has(String field) {
        return node.fields().containsKey(field) && !(node.fields().get(field) instanceof Node.Empty);
    }

    /** What stands under {@code field}, whatever it is, if it is there. */
    public Optional<Node> node(String field) {
        return has(field) ? Optional.ofNullable(node.fields().get(field)) : Optional.empty();
    }

    public List<String> fields() {
        return List.copyOf(node.fields().keySet());
    }

    /** Reports {@code message} at the line of {@code field}, or of the mapping where the field is missing. */
    public void problem(String field, String message) {
        problems.add(file, node.keyLines().getOrDefault(field, node.line()), prefix(where) + message);
    }

    /** Says of {@code field} what should be known and keeps nobody from using the file. */
    public void notice(String field, String message) {
        problems.notice(file, node.keyLines().getOrDefault(field, node.line()), prefix(where) + message);
    }

    public Optional<String> text(String field) {
        return switch (node.fields().get(field)) {
            case Node.Scalar scalar -> Optional.of(scalar.text());
            case Node.Empty empty -> Optional.empty();
            case null -> Optional.empty();
            case Node.Mapping other -> wrongKind(field, "text", other);
            case Node.Sequence other -> wrongKind(field, "text", other);
        };
    }

    public String requiredText(String field) {
        if (!has(field)) {
            problem(field, "field \"" + field + "\" is missing");
            return "";
        }
        return text(field).orElse("");
    }

    /** {@code true} or {@code false}, or a word that YAML once took for one of them, as Go's readers still do. */
    public boolean flag(String field, boolean otherwise) {
        Optional<String> written = text(field);
        if (written.isEmpty()) {
            return otherwise;
        }
        return switch (written.get()) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> false;
            default -> {
                problem(field, field + ": must be true or false, found \"" + written.get() + "\"");
                yield otherwise;
            }
        };
    }

    /** Reports each of {@code fields} that is there: it means something elsewhere, but not here yet. */
    public Section refuse(String... fields) {
        for (String field : fields) {
            if (has(field)) {
                problem(field, "not supported yet: " + field + "; take it out");
            }
        }
        return this;
    }

    public Duration duration(String field, Duration otherwise) {
        Optional<String> written = text(field);
        if (written.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> parsed = DurationText.parse(written.get());
        if (parsed.isEmpty()) {
            problem(field, field + ": not a duration: \"" + written.get() + "\"; write it like 30s, 5m or 1h30m");
        }
        return parsed.orElse(otherwise);
    }

    public int wholeNumber(String field, int otherwise) {
        Optional<String> written = text(field);
        try {
            return written.isEmpty() ? otherwise : Integer.parseInt(written.get());
        } catch (NumberFormatException e) {
            problem(field, field + ": not a whole number: \"" + written.orElse("") + "\"");
            return otherwise;
        }
    }

    /** The mapping under {@code field}, if it is there. */
    public Optional<Section> section(String field, String childWhere) {
        Node child = node.fields().get(field);
        return child == null || child instanceof Node.Empty ? Optional.empty() : of(file, childWhere, child, problems);
    }

    /** The mappings of the list under {@code field}; each is called {@code childWhere} and its number from 1. */
    public List<Section> sections(String field, String childWhere) {
        List<Section> sections = new ArrayList<>();
        int number = 0;
        for (Node item : items(field)) {
            number++;
            of(file, childWhere + " " + number, item, problems).ifPresent(sections::add);
        }
        return sections;
    }

    /** The mappings under {@code field} by name. */
    public SequencedMap<String, Section> namedSections(String field, String childWhere) {
        SequencedMap<String, Section> sections = new LinkedHashMap<>();
        section(field, field)
                .ifPresent(parent -> parent.node
                        .fields()
                        .forEach((name, child) -> of(file, childWhere + " \"" + name + "\"", child, problems)
                                .ifPresent(section -> sections.put(name, section))));
        return sections;
    }

    /** Plain texts by name. */
    public SequencedMap<String, String> texts(String field) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        section(field, prefix(where) + field)
                .ifPresent(section -> section.node
                        .fields()
                        .forEach((name, value) ->
                                texts.put(name, section.text(name).orElse(""))));
        return texts;
    }

    /** Lists of plain texts, by name. */
    public SequencedMap<String, List<String>> textLists(String field) {
        SequencedMap<String, List<String>> lists = new LinkedHashMap<>();
        section(field, prefix(where) + field)
                .ifPresent(section -> section.fields().forEach(name -> lists.put(name, section.textList(name))));
        return lists;
    }

    /** A list of plain texts. */
    public List<String> textList(String field) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(field)) {
            if (item instanceof Node.Scalar scalar) {
                texts.add(scalar.text());
            } else {
                problems.add(file, item.line(), prefix(where) + field + ": must be text, found " + item.kind());
            }
        }
        return texts;
    }

    private List<Node> items(String field) {
        return switch (node.fields().get(field)) {
            case Node.Sequence sequence -> sequence.items();
            case Node.Empty empty -> List.of();
            case null -> List.of();
            case Node.Mapping other ->
                this.<List<Node>>wrongKind(field, "a list", other).orElse(List.of());
            case Node.Scalar other ->
                this.<List<Node>>wrongKind(field, "a list", other).orElse(List.of());
        };
    }

    private <T> Optional<T> wrongKind(String field, String wanted, Node found) {
        problems.add(file, found.line(), prefix(where) + field + ": must be " + wanted + ", found " + found.kind());
        return Optional.empty();
    }

    private static String prefix(String where) {
        return where.isEmpty() ? "" : where + ": ";
    }
}
