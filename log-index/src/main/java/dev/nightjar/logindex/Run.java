package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one stream's lines that a selection may need: a sealed block, read only when its turn comes, or a view
 * of an open one.
 */
sealed interface Run {
    Labels labels();

    long minNanos();

    long maxNanos();

    int lineCount();

    long textBytes();

    /** In order of time. */
    Lines lines() throws IOException;

    default Block.Found find(LineSearch search) throws IOException {
        Lines all = lines();
        return new Block.Found(all, search.in(all));
    }

    record Sealed(Day day, Labels labels, BlockEntry entry) implements Run {
        Block block() throws IOException {
            return day.stored().read(entry);
        }

        /** What the block says before its text, up to section {@code last}. */
        BlockHead head(int last) throws IOException {
            return day.stored().readHead(entry, last);
        }

        @Override
        public long minNanos() {
            return entry.header().minNanos();
        }

        @Override
        public long maxNanos() {
            return entry.header().maxNanos();
        }

        @Override
        public int lineCount() {
            return entry.header().lines();
        }

        @Override
        public long textBytes() {
            return entry.header().textBytes();
        }

        @Override
        public Lines lines() throws IOException {
            return block().lines();
        }

        @Override
        public Block.Found find(LineSearch search) throws IOException {
            return block().find(search);
        }
    }

    record Open(Labels labels, long minNanos, long maxNanos, Lines view) implements Run {
        @Override
        public int lineCount() {
            return view.size();
        }

        @Override
        public long textBytes() {
            return view.textBytes();
        }

        @Override
        public Lines lines() {
            return view.inTimeOrder();
        }
    }

    /** A run without the lines that deletions took out of it, where files still have them. */
    final class Masked implements Run {
        private final Run whole;
        private final List<Deletion> deletions;
        private final boolean detectLevels;
        private @Nullable Lines left;

        Masked(Run whole, List<Deletion> deletions, boolean detectLevels) {
            this.whole = whole;
            this.deletions = deletions;
            this.detectLevels = detectLevels;
        }

        @Override
        public Labels labels() {
            return whole.labels();
        }

        /** No line is before it; none need be at it. */
        @Override
        public long minNanos() {
            return whole.minNanos();
        }

        @Override
        public long maxNanos() {
            return whole.maxNanos();
        }

        @Override
        public int lineCount() {
            return left().size();
        }

        @Override
        public long textBytes() {
            return left().textBytes();
        }

        @Override
        public Lines lines() {
            return left();
        }

        private Lines left() {
            Lines known = left;
            if (known != null) {
                return known;
            }
            try {
                Lines lines = whole.lines();
                BitSet doomed = new BitSet();
                for (Deletion deletion : deletions) {
                    LineSearch search = new LineSearch(deletion.condition().filters());
                    doomed.or(deletion.doomed(labels(), lines, search.in(lines), detectLevels));
                }
                known = doomed.isEmpty() ? lines : Survivors.of(lines, doomed);
                left = known;
                return known;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
