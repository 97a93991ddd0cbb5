package dev.nightjar.model;

/**
 * A question to the bytes of a line. One that an automaton answers can be asked of a line's pieces, so that a store need
 * not put the line together, nor look at what many lines have in common more than once. Thread-safe.
 */
@FunctionalInterface
public interface LineTest {
    boolean passes(byte[] line);

    /** An automaton of its own for the asker, which agrees with {@link #passes} wherever it decides. */
    default Walk walk() {
        return Walk.UNDECIDED_AT_ONCE;
    }

    /**
     * Reads a line piece by piece. Where it stands is a positive number, good as long as the walk is; a negative one is
     * an answer, which no further piece changes. Used by one thread.
     */
    interface Walk {
        int PASSES = -1;
        int FAILS = -2;
        /** The whole line has to be asked. */
        int UNDECIDED = -3;

        /** Of a question that only whole lines answer. */
        Walk UNDECIDED_AT_ONCE = new Walk() {
            @Override
            public int start() {
                return UNDECIDED;
            }

            @Override
            public int step(int place, byte[] text, int from, int to) {
                return UNDECIDED;
            }

            @Override
            public int stepBy(int place, int value) {
                return UNDECIDED;
            }

            @Override
            public int end(int place) {
                return UNDECIDED;
            }
        };

        int start();

        /** Where {@code text} from {@code from} to {@code to}, which holds whole characters, leads from a place. */
        int step(int place, byte[] text, int from, int to);

        /** Where a byte (0 to 255) leads, whatever character it may be part of. */
        int stepBy(int place, int value);

        /** The answer where the line ends at a place. */
        int end(int place);
    }
}
