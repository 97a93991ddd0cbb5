package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import org.jspecify.annotations.Nullable;

/** Lines of one stream as a selection shows them, one after the other. */
final class LinesCursor implements LogCursor {
    private final Labels labels;
    private final Lines lines;
    private final boolean detectLevels;
    private int at = -1;

    LinesCursor(Labels labels, Lines lines, boolean detectLevels) {
        this.labels = labels;
        this.lines = lines;
        this.detectLevels = detectLevels;
    }

    @Override
    public boolean next() {
        return ++at < lines.size();
    }

    /** Goes to a line of this number. */
    void goTo(int line) {
        at = line;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public long timestampNanos() {
        return lines.timestamp(at);
    }

    @Override
    public byte[] line() {
        return lines.line(at);
    }

    @Override
    public Labels metadata() {
        Labels metadata = lines.metadata(at);
        return detectLevels ? MergedCursor.withLevel(metadata, lines.level(at)) : metadata;
    }

    @Override
    public @Nullable LineShape shape() {
        return lines.shape(at);
    }

    @Override
    public byte[] slot(int slot) {
        return lines.slot(at, slot);
    }

    @Override
    public boolean isDecimal(int slot) {
        return lines.isDecimal(at, slot);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
