package dev.nightjar.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A piece of YAML that knows its line. Scalars keep their text: what it means is for whoever reads the field. */
public sealed interface Node {
    /** Counted from 1. */
    int line();

    /** What a person would call it. */
    String kind();

    record Mapping(int line, SequencedMap<String, Node> fields, Map<String, Integer> keyLines) implements Node {
        public Mapping {
            fields = new LinkedHashMap<>(fields);
            keyLines = Map.copyOf(keyLines);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Sequence(int line, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Scalar(int line, String text) implements Node {
        @Override
        public String kind() {
            return "\"" + text + "\"";
        }
    }

    /** A key with nothing behind it. */
    record Empty(int line) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
