package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LostLines;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of one block in the order in which they came; the block is read when its first line's turn comes. */
final class ArrivalSource {
    private final Run run;
    private @Nullable ArrivalOrder order;
    private final long lastNumber;
    private @Nullable Lines lines;
    private int next;

    private ArrivalSource(Run run, @Nullable ArrivalOrder order, long lastNumber, int next) {
        this.run = run;
        this.order = order;
        this.lastNumber = lastNumber;
        this.next = next;
    }

    /** Lines after {@code after} of an open block. */
    static ArrivalSource open(Labels labels, OpenBlock block, long after) {
        ArrivalOrder order = block.arrivals();
        Lines lines = block.view();
        Run run = new Run.Open(labels, block.minNanos(), block.maxNanos(), lines);
        ArrivalSource source = new ArrivalSource(run, order, block.lastSequence(), order.firstAfter(after));
        source.lines = lines;
        return source;
    }

    /** Of a sealed block; all of its lines have its last number where their order is not known any more. */
    static ArrivalSource sealed(Run.Sealed run, @Nullable ArrivalOrder order, long after) {
        long last = run.entry().header().lastSequence();
        return new ArrivalSource(run, order, last, order == null ? 0 : order.firstAfter(after));
    }

    boolean hasNext() {
        return next < (lines == null ? run.lineCount() : lines.size());
    }

    /** The next line's. */
    long number() {
        return order == null ? lastNumber : order.number(next);
    }

    /** Where the next line lies among {@link #lines}, and steps behind it. */
    int take() {
        int line = next++;
        return order == null ? line : order.place(line);
    }

    Labels labels() {
        return run.labels();
    }

    /** The block, where its lines' turn came and it cannot be read. */
    Optional<LostLines.Block> lost() {
        return lines != null
                        && run instanceof Run.Sealed(Day day, Labels labels, BlockEntry entry)
                        && day.stored().isLost(entry)
                ? Optional.of(day.stored().lost(entry, Day.folderName(day.number()), labels))
                : Optional.empty();
    }

    /** A block that lost lines since its turn was set down begins anew, its order not known any more. */
    Lines lines() throws IOException {
        Lines read = lines;
        if (read == null) {
            read = run.lines();
            lines = read;
            if (read.size() != run.lineCount()) {
                order = null;
                next = 0;
            }
        }
        return read;
    }
}
