package dev.nightjar.logindex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a block's lines, in the order in which they came: runs of consecutive numbers. Grows at its end; a
 * {@link #view} does not.
 */
final class ArrivalOrder {
    private static final int BYTES_PER_RUN = 12;

    private int lines;
    private int runs;
    private int[] firstLine = new int[2];
    private long[] firstNumber = new long[2];
    /** Where each line lies in the block, where that is not where it came. */
    private int @Nullable [] places;

    /** One more line. Numbers only rise. */
    void add(long number) {
        if (runs == 0 || number != firstNumber[runs - 1] + lines - firstLine[runs - 1]) {
            if (runs == firstLine.length) {
                firstLine = Arrays.copyOf(firstLine, 2 * runs);
                firstNumber = Arrays.copyOf(firstNumber, 2 * runs);
            }
            firstLine[runs] = lines;
            firstNumber[runs++] = number;
        }
        lines++;
    }

    /** What there is now; entries are never changed, so the arrays are shared. */
    ArrivalOrder view() {
        ArrivalOrder view = new ArrivalOrder();
        view.lines = lines;
        view.runs = runs;
        view.firstLine = firstLine;
        view.firstNumber = firstNumber;
        view.places = places;
        return view;
    }

    /** The same lines where they lie after they were sorted: {@code order[i]} is which line came to lie at {@code i}. */
    ArrivalOrder sorted(int[] order) {
        ArrivalOrder view = view();
        int[] inverse = new int[lines];
        for (int place = 0; place < lines; place++) {
            inverse[order[place]] = place;
        }
        view.places = inverse;
        return view;
    }

    int lines() {
        return lines;
    }

    long number(int line) {
        int run = run(line);
        return firstNumber[run] + line - firstLine[run];
    }

    private int run(int line) {
        int found = Arrays.binarySearch(firstLine, 0, runs, line);
        return found >= 0 ? found : -found - 2;
    }

    /** Where the line that came as the {@code line}-th lies in the block. */
    int place(int line) {
        return places == null ? line : places[line];
    }

    /** The first line with a higher number; {@link #lines} if there is none. */
    int firstAfter(long number) {
        int found = Arrays.binarySearch(firstNumber, 0, runs, number + 1);
        if (found >= 0) {
            return firstLine[found];
        }
        int run = -found - 2;
        if (run < 0) {
            return 0;
        }
        long line = firstLine[run] + number + 1 - firstNumber[run];
        return (int) Math.min(line, run + 1 < runs ? firstLine[run + 1] : lines);
    }

    /** Of memory. */
    int weight() {
        return runs * BYTES_PER_RUN + (places == null ? 0 : 4 * lines);
    }
}
