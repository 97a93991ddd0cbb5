package dev.nightjar.query.regex;

import java.util.Arrays;
import java.util.BitSet;

/** The nodes of a program that are reached from some without a byte. Not thread-safe; used again and again. */
final class Closure {
    private final Program program;
    private final BitSet seen;
    private int[] kept = new int[16];
    private int count;
    private int[] open = new int[16];
    private int openCount;
    private Context before = Context.BEGIN;
    private boolean matches;
    private boolean keepsPlaces;

    Closure(Program program) {
        this.program = program;
        this.seen = new BitSet(program.size());
    }

    /** Forgets everything; {@code before}: what stands before the place where the nodes are. */
    void begin(Context before) {
        this.before = before;
        seen.clear();
        count = 0;
        matches = false;
        keepsPlaces = false;
    }

    void add(int node) {
        push(node);
        while (openCount > 0) {
            int next = open[--openCount];
            switch (program.node(next)) {
                case Node.Match _ -> matches = true;
                case Node.Bytes _ -> keep(next);
                case Node.Split split -> {
                    push(split.one());
                    push(split.other());
                }
                case Node.At at -> {
                    if (!at.place().looksBack()) {
                        keepsPlaces = true;
                        keep(next);
                    } else if (before.holds(at.place(), Context.END)) {
                        push(at.next());
                    }
                }
            }
        }
    }

    /** Goes on behind the places that are such with {@code following} behind them, see {@link Context#holds}. */
    void through(int following) {
        for (int i = 0; i < count; i++) {
            if (program.node(kept[i]) instanceof Node.At at && before.holds(at.place(), following)) {
                add(at.next());
            }
        }
    }

    boolean matches() {
        return matches;
    }

    /** Whether what comes behind decides about some of the nodes. */
    boolean keepsPlaces() {
        return keepsPlaces;
    }

    /** Those that take bytes, or whose place what follows decides, in order. */
    int[] nodes() {
        int[] nodes = Arrays.copyOf(kept, count);
        Arrays.sort(nodes);
        return nodes;
    }

    private void push(int node) {
        if (!seen.get(node)) {
            seen.set(node);
            if (openCount == open.length) {
                open = Arrays.copyOf(open, 2 * openCount);
            }
            open[openCount++] = node;
        }
    }

    private void keep(int node) {
        if (count == kept.length) {
            kept = Arrays.copyOf(kept, 2 * count);
        }
        kept[count++] = node;
    }
}
