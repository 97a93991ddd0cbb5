package dev.nightjar.definition;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML text, one tree a document. Anchors and merge keys are resolved; a key twice is a problem. */
public final class YamlFile {
    /** Deeper nesting than any definition has. */
    static final int MAX_DEPTH = 50;

    private final String file;
    private final Problems problems;

    /** An alias is read once and shared: reading it at each place would double the work with each level of aliases. */
    private final IdentityHashMap<org.yaml.snakeyaml.nodes.Node, Node> read = new IdentityHashMap<>();

    private final Set<org.yaml.snakeyaml.nodes.Node> beingRead = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlFile(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The documents of {@code text}; those that are empty are left out. */
    public static List<Node> documents(String file, String text, Problems problems) {
        YamlFile reader = new YamlFile(file, problems);
        List<Node> documents = new ArrayList<>();
        try {
            for (org.yaml.snakeyaml.nodes.Node document : composed(text)) {
                Node node = reader.read(document, 0);
                if (!(node instanceof Node.Empty)) {
                    documents.add(node);
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file, line, "not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(file, 1, "not valid YAML: " + e.getMessage());
        }
        return documents;
    }

    /** The documents as the parser has them. Throws {@link YAMLException} on the way where the text is not YAML. */
    static Iterable<org.yaml.snakeyaml.nodes.Node> composed(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(200);
        return new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text));
    }

    private Node read(org.yaml.snakeyaml.nodes.Node node, int depth) {
        int line = node.getStartMark().getLine() + 1;
        if (depth > MAX_DEPTH) {
            problems.add(file, line, "nested deeper than " + MAX_DEPTH + " levels");
            return new Node.Empty(line);
        }
        Node known = read.get(node);
        if (known != null) {
            return known;
        }
        if (!beingRead.add(node)) {
            problems.add(file, line, "an alias within what it stands for");
            return new Node.Empty(line);
        }
        Node found = readNew(node, line, depth);
        beingRead.remove(node);
        read.put(node, found);
        return found;
    }

    private Node readNew(org.yaml.snakeyaml.nodes.Node node, int line, int depth) {
        return switch (node) {
            case MappingNode mapping -> readMapping(mapping, line, depth);
            case SequenceNode sequence ->
                new Node.Sequence(
                        line,
                        sequence.getValue().stream()
                                .map(item -> read(item, depth + 1))
                                .toList());
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Node.Empty(line);
            case ScalarNode scalar -> new Node.Scalar(line, scalar.getValue());
            default -> new Node.Empty(line);
        };
    }

    private Node.Mapping readMapping(MappingNode mapping, int line, int depth) {
        SequencedMap<String, Node> fields = new LinkedHashMap<>();
        SequencedMap<String, Node> merged = new LinkedHashMap<>();
        Map<String, Integer> keyLines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(file, keyLine, "a key must be plain text");
                continue;
            }
            Node value = read(tuple.getValueNode(), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merge(value, keyLine, merged, keyLines);
            } else if (fields.putIfAbsent(key.getValue(), value) != null) {
                problems.add(file, keyLine, "field \"" + key.getValue() + "\" is here twice; keep one");
            } else {
                keyLines.put(key.getValue(), keyLine);
            }
        }
        merged.forEach(fields::putIfAbsent);
        return new Node.Mapping(line, fields, keyLines);
    }

    private void merge(Node value, int line, SequencedMap<String, Node> into, Map<String, Integer> keyLines) {
        switch (value) {
            case Node.Mapping mapping ->
                mapping.fields().forEach((key, node) -> {
                    into.putIfAbsent(key, node);
                    keyLines.putIfAbsent(key, line);
                });
            case Node.Sequence sequence -> {
                for (Node item : sequence.items()) {
                    if (item instanceof Node.Sequence) {
                        problems.add(file, line, "<< wants a mapping or a list of mappings, found a list in a list");
                    } else {
                        merge(item, line, into, keyLines);
                    }
                }
            }
            case Node.Scalar scalar -> problems.add(file, line, "<< wants a mapping, found " + scalar.kind());
            case Node.Empty empty -> problems.add(file, line, "<< wants a mapping, found " + empty.kind());
        }
    }
}
