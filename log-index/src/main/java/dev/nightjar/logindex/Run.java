package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.io.IOException;

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
            return day.read(entry);
        }

        /** What the block says before its text, up to section {@code last}. */
        BlockHead head(int last) throws IOException {
            return day.readHead(entry, last);
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
}
