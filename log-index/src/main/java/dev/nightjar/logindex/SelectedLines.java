package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A run's lines within range and filters, walked from one end to the other. */
final class SelectedLines {
    private final Labels labels;
    private final Lines lines;
    private final @Nullable BitSet matching;
    private final int first;
    private final int end;
    private final boolean backward;
    private int present;

    private SelectedLines(Labels labels, Lines lines, @Nullable BitSet matching, int first, int end, boolean backward) {
        this.labels = labels;
        this.lines = lines;
        this.matching = matching;
        this.first = first;
        this.end = end;
        this.backward = backward;
        this.present = backward ? end : first - 1;
    }

    static SelectedLines of(Run run, NanoRange range, LineSearch search, boolean backward) throws IOException {
        Block.Found found = run.find(search);
        Lines lines = found.lines();
        int first = lines.firstNotBefore(range.startNanos());
        int end = lines.firstNotBefore(range.endNanos());
        return new SelectedLines(run.labels(), lines, found.matching(), first, end, backward);
    }

    /** Steps to the next line; false at the end. */
    boolean next() {
        if (backward) {
            int next = present - 1;
            if (matching != null && next >= 0) {
                next = matching.previousSetBit(next);
            }
            present = next;
            return next >= first;
        }
        int next = present + 1;
        if (matching != null) {
            next = matching.nextSetBit(next);
        }
        present = next < 0 ? end : next;
        return present < end;
    }

    long timestampNanos() {
        return lines.timestamp(present);
    }

    Labels labels() {
        return labels;
    }

    byte[] line() {
        return lines.line(present);
    }

    @Nullable
    LineShape shape() {
        return lines.shape(present);
    }

    byte[] slot(int slot) {
        return lines.slot(present, slot);
    }

    boolean areDecimal(int[] slots) {
        return lines.areDecimal(present, slots);
    }

    long slotNumber(int slot) {
        return lines.slotNumber(present, slot);
    }

    int length() {
        return lines.length(present);
    }

    boolean isDecimal(int slot) {
        return lines.isDecimal(present, slot);
    }

    Labels metadata() {
        return lines.metadata(present);
    }

    Level level() {
        return lines.level(present);
    }
}
