package dev.nightjar.definition;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes scalars of a YAML text otherwise, where they stand: comments, layout, anchors and aliases stay. Items of a list
 * that would all become the same become one.
 */
public final class RewrittenYaml<S extends Enum<S>> {
    private final String text;
    private final Rewriting<S> rewriting;

    /** Where the code point of each number begins; null where every character is one. Marks count code points. */
    private final int @Nullable [] offsets;

    /** Where each node is found: at most once at each place, however many aliases bring it there. */
    private final IdentityHashMap<Node, Set<S>> found = new IdentityHashMap<>();

    private final List<SequenceNode> lists = new ArrayList<>();
    private final SortedMap<Integer, Edit> edits = new TreeMap<>();

    /** Instead of what lies in the text from {@code from} to {@code until}. */
    private record Edit(int from, int until, String text) {}

    private RewrittenYaml(String text, Rewriting<S> rewriting) {
        this.text = text;
        this.rewriting = rewriting;
        int size = text.codePointCount(0, text.length());
        offsets = size == text.length() ? null : offsets(text, size);
    }

    private static int[] offsets(String text, int size) {
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i + 1] = text.offsetByCodePoints(offsets[i], 1);
        }
        return offsets;
    }

    /** The text as {@code rewriting} has it; nothing if it is not YAML, or nested deeper than {@link YamlFile} reads. */
    public static <S extends Enum<S>> Optional<String> of(String text, Rewriting<S> rewriting) {
        RewrittenYaml<S> writer = new RewrittenYaml<>(text, rewriting);
        try {
            for (Node document : YamlFile.composed(text)) {
                if (!writer.find(document, rewriting.root(), 0)) {
                    return Optional.empty();
                }
            }
        } catch (YAMLException e) {
            return Optional.empty();
        }
        return Optional.of(writer.written());
    }

    /** False if something lies too deep. */
    private boolean find(Node node, S at, int depth) {
        if (depth > YamlFile.MAX_DEPTH) {
            return false;
        }
        Set<S> places = found.computeIfAbsent(node, _ -> EnumSet.noneOf(at.getDeclaringClass()));
        if (!places.add(at)) {
            return true;
        }
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .allMatch(field -> find(field.getValueNode(), below(at, field), depth + 1)
                                && (field.getKeyNode() instanceof ScalarNode
                                        || find(field.getKeyNode(), at, depth + 1)));
            case SequenceNode list -> {
                lists.add(list);
                yield list.getValue().stream().allMatch(item -> find(item, at, depth + 1));
            }
            default -> true;
        };
    }

    /** What is merged stands where it is merged into. */
    private S below(S at, NodeTuple field) {
        return field.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)
                ? rewriting.below(at, key.getValue())
                : at;
    }

    private String written() {
        found.forEach((node, places) -> {
            if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                edit(scalar, places);
            }
        });
        lists.forEach(this::unite);
        StringBuilder written = new StringBuilder(text.length());
        int at = 0;
        for (Edit edit : edits.values()) {
            written.append(text, at, edit.from()).append(edit.text());
            at = edit.until();
        }
        return written.append(text, at, text.length()).toString();
    }

    private void edit(ScalarNode scalar, Set<S> places) {
        int start = offset(scalar.getStartMark().getIndex());
        int until = offset(scalar.getEndMark().getIndex());
        // a block ends where the next thing begins
        while (until > start && Character.isWhitespace(text.charAt(until - 1))) {
            until--;
        }
        int from = afterProperties(start, until);
        String written = text.substring(from, until);
        String instead = null;
        for (S at : places) {
            String here = written.isEmpty() ? null : rewriting.instead(at, scalar.getValue(), written);
            instead = here == null ? instead : here;
        }
        if (instead != null) {
            edits.put(start, new Edit(from, until, instead + (instead.contains("\n") ? "" : comment(written))));
        }
    }

    /** Past an anchor and a tag, and comments between them and what they are of. */
    private int afterProperties(int start, int until) {
        int at = start;
        while (at < until && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
            while (at < until && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            while (at < until && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
                at = text.charAt(at) == '#' ? Math.min(until, endOfLine(text, at)) : at + 1;
            }
        }
        return at;
    }

    /** What is said on the line on which a block is announced. */
    private static String comment(String written) {
        int begin = written.startsWith("|") || written.startsWith(">") ? written.indexOf('#') : -1;
        int end = endOfLine(written, 0);
        return begin < 0 || begin > end ? "" : " " + written.substring(begin, end);
    }

    private static int endOfLine(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** An item with an anchor stays, since an alias may stand for it; so does what an alias brings, at its own place. */
    private void unite(SequenceNode list) {
        List<Edit> same = new ArrayList<>();
        for (Node item : list.getValue()) {
            Edit edit = item instanceof ScalarNode
                    ? edits.get(offset(item.getStartMark().getIndex()))
                    : null;
            if (edit == null
                    || item.getAnchor() != null
                    || !edit.text()
                            .equals(
                                    same.isEmpty()
                                            ? edit.text()
                                            : same.getFirst().text())) {
                return;
            }
            same.add(edit);
        }
        if (same.size() > 1) {
            list.getValue()
                    .forEach(item -> edits.remove(offset(item.getStartMark().getIndex())));
            Edit first = same.getFirst();
            edits.put(first.from(), new Edit(first.from(), same.getLast().until(), first.text()));
        }
    }

    private int offset(int codePoint) {
        return offsets == null ? codePoint : offsets[codePoint];
    }
}
