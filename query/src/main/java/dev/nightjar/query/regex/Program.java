package dev.nightjar.query.regex;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/*
 * Ken Thompson's construction ("Regular Expression Search Algorithm", CACM 1968) over the bytes of UTF-8, from the end
 * to the beginning: each part is made with what follows it known.
 */
/** An expression as a nondeterministic automaton over bytes. */
final class Program {
    /** Past that an expression is RE2/J's: its states would fill the cache at once. */
    private static final int MAX_NODES = 20_000;

    private static final int MATCH = 0;
    private static final int NOWHERE = -1;

    private Node[] nodes = new Node[16];
    private int count;
    private final int start;
    private boolean beginsAtLines;

    private Program(Regex regex) throws UnreadRegexException {
        add(new Node.Match());
        start = of(regex, MATCH);
    }

    static Program of(Regex regex) throws UnreadRegexException {
        return new Program(regex);
    }

    int start() {
        return start;
    }

    int size() {
        return count;
    }

    /** Whether a text that led nowhere so far may still have a match behind its next line break. */
    boolean beginsAtLines() {
        return beginsAtLines;
    }

    Node node(int number) {
        return nodes[number];
    }

    /** For each byte the number of its class, from 0: bytes of one class lead to the same states from everywhere. */
    int[] classes() {
        BitSet begins = new BitSet(257);
        boolean places = false;
        for (int i = 0; i < count; i++) {
            if (nodes[i] instanceof Node.Bytes bytes) {
                begins.set(bytes.low());
                begins.set(bytes.high() + 1);
            }
            places |= nodes[i] instanceof Node.At;
        }
        if (places) {
            begins.set(Context.CONTINUATION);
            begins.set(Context.LEAD);
            for (int i = 1; i < 256; i++) {
                if (Context.after(i) != Context.after(i - 1)) {
                    begins.set(i);
                }
            }
        }
        int[] classes = new int[256];
        int current = 0;
        for (int i = 0; i < 256; i++) {
            if (i > 0 && begins.get(i)) {
                current++;
            }
            classes[i] = current;
        }
        return classes;
    }

    private int add(Node node) throws UnreadRegexException {
        if (count == MAX_NODES) {
            throw new UnreadRegexException("more than " + MAX_NODES + " nodes");
        }
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
        }
        nodes[count] = node;
        return count++;
    }

    private int of(Regex regex, int next) throws UnreadRegexException {
        return switch (regex) {
            case Regex.One one -> ofSet(one.of(), next);
            case Regex.At at -> {
                beginsAtLines |= at.place() == Regex.Place.LINE_BEGIN;
                yield add(new Node.At(at.place(), next));
            }
            case Regex.Repeated repeated -> ofRepeated(repeated, next);
            case Regex.Sequence sequence -> {
                int entry = next;
                for (Regex part : sequence.parts().reversed()) {
                    entry = of(part, entry);
                }
                yield entry;
            }
            case Regex.Choice choice -> {
                int entry = of(choice.branches().getLast(), next);
                List<Regex> others =
                        choice.branches().subList(0, choice.branches().size() - 1);
                for (Regex branch : others.reversed()) {
                    entry = add(new Node.Split(of(branch, next), entry));
                }
                yield entry;
            }
        };
    }

    private int ofRepeated(Regex.Repeated repeated, int next) throws UnreadRegexException {
        int entry = next;
        if (repeated.most() == Regex.UNBOUNDED) {
            entry = add(new Node.Split(next, next));
            int again = of(repeated.part(), entry);
            nodes[entry] = new Node.Split(again, next);
        } else {
            for (int i = repeated.least(); i < repeated.most(); i++) {
                entry = add(new Node.Split(of(repeated.part(), entry), next));
            }
        }
        for (int i = 0; i < repeated.least(); i++) {
            entry = of(repeated.part(), entry);
        }
        return entry;
    }

    private int ofSet(CodePoints set, int next) throws UnreadRegexException {
        int entry = NOWHERE;
        for (CodePoints.Range range : set.ranges()) {
            for (Utf8Ranges.Sequence bytes : Utf8Ranges.of(range.low(), range.high())) {
                int taken = next;
                for (int i = bytes.length() - 1; i >= 0; i--) {
                    taken = add(new Node.Bytes(bytes.low(i), bytes.high(i), taken));
                }
                entry = entry == NOWHERE ? taken : add(new Node.Split(taken, entry));
            }
        }
        // a set of nothing: no byte is beyond itself
        return entry == NOWHERE ? add(new Node.Bytes(1, 0, next)) : entry;
    }
}
