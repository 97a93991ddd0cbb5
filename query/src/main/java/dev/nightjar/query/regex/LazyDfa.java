package dev.nightjar.query.regex;

import dev.nightjar.model.LineTest.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * States are found when a byte leads to them, as in RE2 ("Regular Expression Matching in the Wild", R. Cox 2010): a set
 * of the program's nodes, and what stands before it where that matters. Rows of the table are states, its columns
 * classes of bytes, and the end. When memory is full the table begins anew with the state at hand; where it fills up
 * again within a few bytes, the expression is given up.
 */
/** A deterministic automaton that grows while texts are searched. Not thread-safe. */
final class LazyDfa {
    /** What a search found out. */
    enum Answer {
        FOUND,
        ABSENT,
        /** The text is no UTF-8, or the expression has too many states. */
        UNDECIDED
    }

    /** Of the table and of the nodes in its states: four megabytes. */
    private static final int MAX_INTS = 1 << 20;

    /** What a full table must have served for, on the average. */
    private static final int LEAST_BYTES_PER_STATE = 10;

    private static final int UNKNOWN = 0;
    private static final int FOUND = Walk.PASSES;
    private static final int DEAD = Walk.FAILS;
    private static final int GIVEN_UP = Walk.UNDECIDED;

    private final Program program;
    private final boolean forgets;
    private final Closure closure;
    /** Of each byte, from 0. */
    private final int[] classes;

    /** The column for the end of a text, behind those of bytes. */
    private final int end;

    private final int width;

    private final Map<State, Integer> rows = new HashMap<>();
    /** By row; the first is no state's, since its number stands for what is not known yet. */
    private final List<State> states = new ArrayList<>();

    private int[] table = new int[0];
    private int ints;
    private int begin;
    private long searched;
    private long searchedBefore;
    private int timesAnew;
    private boolean givenUp;

    /** Nodes that take bytes, or whose place what follows decides; {@code before} matters for the latter only. */
    private record State(int[] nodes, Context before) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State state && before == state.before && Arrays.equals(nodes, state.nodes);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(nodes) + before.hashCode();
        }
    }

    /** One that {@code forgets} begins anew when memory is full; one that does not keeps its rows, and adds no more. */
    LazyDfa(Program program, boolean forgets) {
        this.program = program;
        this.forgets = forgets;
        this.closure = new Closure(program);
        this.classes = program.classes();
        this.end = classes[255] + 1;
        this.width = end + 1;
        beginAnew();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** How often memory was full. */
    int timesAnew() {
        return timesAnew;
    }

    private void beginAnew() {
        rows.clear();
        states.clear();
        states.add(new State(new int[0], Context.OTHER));
        table = new int[16 * width];
        ints = width;
        closure.begin(Context.BEGIN);
        closure.add(program.start());
        begin = row(Context.BEGIN);
    }

    /** Whether the expression matches anywhere in {@code text}. */
    Answer search(byte[] text) {
        if (givenUp) {
            return Answer.UNDECIDED;
        }
        int row = walk(begin, text, 0, text.length);
        searched += text.length;
        return switch (row > 0 ? atEnd(row) : row) {
            case DEAD -> Answer.ABSENT;
            case FOUND -> Answer.FOUND;
            default -> Answer.UNDECIDED;
        };
    }

    /** The row at the beginning of a text, or an answer. */
    int begin() {
        return begin;
    }

    /** The row that bytes lead to from another, or an answer. */
    int walk(int from, byte[] text, int start, int end) {
        int row = from;
        boolean ascii = true;
        int[] cells = table;
        for (int i = start; i < end && row > 0; i++) {
            int value = text[i];
            if (value < 0) {
                if (ascii && !Utf8.isValid(text, i, end)) {
                    return GIVEN_UP;
                }
                ascii = false;
                value &= 0xff;
            }
            int next = cells[row + classes[value]];
            if (next == UNKNOWN) {
                next = step(row, value);
                cells = table;
            }
            row = next;
        }
        return row;
    }

    /** The same of one byte, which need not be a whole character. */
    int walk(int row, int value) {
        int next = table[row + classes[value]];
        return next == UNKNOWN ? step(row, value) : next;
    }

    /** The answer where the text ends. */
    int atEnd(int row) {
        int cell = row + end;
        if (table[cell] == UNKNOWN) {
            table[cell] = matches(states.get(row / width), Context.END) ? FOUND : DEAD;
        }
        return table[cell];
    }

    /** The row that a byte leads to, found for the first time. */
    private int step(int row, int value) {
        int cell = row + classes[value];
        if (matches(states.get(row / width), value)) {
            table[cell] = FOUND;
            return FOUND;
        }
        int[] from = closure.nodes();
        Context after = Context.after(value);
        closure.begin(after);
        for (int node : from) {
            if (program.node(node) instanceof Node.Bytes bytes && bytes.takes(value)) {
                closure.add(bytes.next());
            }
        }
        closure.add(program.start());
        int before = timesAnew;
        int next = row(after);
        if (timesAnew == before) { // else the row that led here is gone
            table[cell] = next;
        }
        return next;
    }

    /** Leaves in the closure where the state's nodes lead before {@code following}; whether one of them is a match. */
    private boolean matches(State state, int following) {
        closure.begin(state.before);
        for (int node : state.nodes) {
            closure.add(node);
        }
        closure.through(following);
        return closure.matches();
    }

    /** The row of what is in the closure, a new one where it was never seen. */
    private int row(Context before) {
        if (closure.matches()) {
            return FOUND;
        }
        int[] nodes = closure.nodes();
        if (nodes.length == 0 && !program.beginsAtLines()) {
            return DEAD;
        }
        State state = new State(nodes, closure.keepsPlaces() ? before : Context.OTHER);
        Integer known = rows.get(state);
        if (known != null) {
            return known;
        }
        if (ints + width + nodes.length > MAX_INTS) {
            if (!forgets) {
                return GIVEN_UP;
            }
            if (searched - searchedBefore < (long) LEAST_BYTES_PER_STATE * states.size()) {
                givenUp = true;
                return GIVEN_UP;
            }
            searchedBefore = searched;
            timesAnew++;
            beginAnew();
        }
        int row = states.size() * width;
        ints += width + nodes.length;
        if (row + width > table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        rows.put(state, row);
        states.add(state);
        return row;
    }
}
