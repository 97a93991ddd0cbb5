package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts lines and bytes by slice with as little reading as will do: lines in slices of whole minutes by the day's
 * {@link MinuteCells}, a block inside one slice by its entry, slices of
 * whole seconds by the counts in the entry, bytes in slices of whole minutes by the block's minute counts, anything else
 * by its columns of times, lengths, levels and metadata. No text is read.
 */
final class VolumeCount {
    private final NanoRange range;
    private final long sliceNanos;
    private final boolean withBytes;
    private final boolean minutesFit;
    private final boolean secondsFit;
    private final boolean wholeMinutes;
    private final VolumeGroups groups;

    /** {@code withBytes}: whether bytes are wanted too. {@code groups} takes how many slices there are. */
    VolumeCount(NanoRange range, long sliceNanos, boolean withBytes, IntFunction<VolumeGroups> groups) {
        if (sliceNanos <= 0) {
            throw new IllegalArgumentException("a slice of " + sliceNanos + " ns; it must be longer than nothing");
        }
        this.range = range;
        this.sliceNanos = sliceNanos;
        this.withBytes = withBytes;
        long span = Math.subtractExact(range.endNanos(), range.startNanos());
        this.groups = groups.apply(Math.toIntExact(Math.ceilDiv(span, sliceNanos)));
        this.minutesFit = fits(MinuteCounts.MINUTE_NANOS);
        this.wholeMinutes = minutesFit && Math.floorMod(range.endNanos(), MinuteCounts.MINUTE_NANOS) == 1;
        this.secondsFit =
                fits(SecondCounts.SECOND_NANOS) && Math.floorMod(range.endNanos(), SecondCounts.SECOND_NANOS) == 1;
    }

    /** Whether every slice is a row of whole units, each open at its beginning. */
    private boolean fits(long unitNanos) {
        return Math.floorMod(range.startNanos(), unitNanos) == 1 && sliceNanos % unitNanos == 0;
    }

    List<LogVolume> volumes() {
        return groups.volumes();
    }

    /** Whether lines by minute are all that need be known of a block. */
    boolean goesByMinutes() {
        return wholeMinutes && !withBytes;
    }

    /**
     * Counts a day's blocks by their minutes, of streams that have labels.
     *
     * @return the blocks whose lines have to be looked at
     */
    BitSet add(MinuteCells.Cells cells, @Nullable Labels[] labels) {
        BitSet left = new BitSet();
        VolumeGroups.@Nullable OfStream[] groupsOf = new VolumeGroups.@Nullable OfStream[labels.length];
        for (int stream = 0; stream < labels.length; stream++) {
            Labels selected = labels[stream];
            groupsOf[stream] = selected == null ? null : groups.of(selected);
        }
        long first = cells.firstMinute() - Math.floorDiv(range.startNanos(), MinuteCounts.MINUTE_NANOS);
        for (int block = 0; block < cells.blocks(); block++) {
            if (!add(cells, block, groupsOf, first)) {
                left.set(block);
            }
        }
        return left;
    }

    /** Whether all that need be known of the block is; {@code first}: of the range's minutes, the first of the cells'. */
    private boolean add(MinuteCells.Cells cells, int block, VolumeGroups.@Nullable OfStream[] groupsOf, long first) {
        if (cells.isUnknown(block)) {
            return false;
        }
        VolumeGroups.OfStream of = groupsOf[cells.stream(block)];
        if (of == null) {
            return true;
        }
        if (of.isByMetadata() && cells.hasMetadata(block)) {
            return false;
        }
        for (int cell = cells.start(block); cell < cells.end(block); cell++) {
            long nanos = (first + cells.minute(cell)) * MinuteCounts.MINUTE_NANOS;
            if (nanos >= 0 && nanos < range.endNanos() - range.startNanos()) {
                count(of.volume(cells.level(cell)), (int) (nanos / sliceNanos), cells.lines(cell), 0);
            }
        }
        return true;
    }

    void add(Run run) throws IOException {
        VolumeGroups.OfStream of = groups.of(run.labels());
        switch (run) {
            case Run.Sealed sealed -> add(sealed, of);
            case Run.Open open -> add(open.view(), of);
            case Run.Masked masked -> add(masked.lines(), of);
        }
    }

    private void add(Lines lines, VolumeGroups.OfStream of) {
        for (int i = 0; i < lines.size(); i++) {
            if (range.contains(lines.timestamp(i))) {
                LogVolume volume =
                        of.isByMetadata() ? of.volume(lines.level(i), lines.metadata(i)) : of.volume(lines.level(i));
                count(volume, slice(lines.timestamp(i)), 1, lines.length(i));
            }
        }
    }

    private void add(Run.Sealed run, VolumeGroups.OfStream of) throws IOException {
        SecondCounts counts = run.entry().counts();
        boolean inside = run.minNanos() >= range.startNanos() && run.maxNanos() < range.endNanos();
        boolean alone = inside && slice(run.minNanos()) == slice(run.maxNanos());
        if (counts == null || (of.isByMetadata() && counts.hasMetadata())) {
            if (alone && !of.isByMetadata()) {
                count(of.volume(Level.UNKNOWN), slice(run.minNanos()), run.lineCount(), run.textBytes());
            } else {
                addLines(run, of, true);
            }
        } else if (alone && (!of.isByLevel() || counts.isOfOneLevel())) {
            count(of.volume(counts.anyLevel()), slice(run.minNanos()), run.lineCount(), run.textBytes());
        } else if (!withBytes && (secondsFit || alone)) {
            if (alone) {
                int only = slice(run.minNanos());
                counts.forEach(
                        SecondCounts.second(run.minNanos()),
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        (_, level, lines) -> count(of.volume(level), only, lines, 0));
            } else {
                counts.forEach(
                        SecondCounts.second(range.startNanos()),
                        SecondCounts.second(range.endNanos()),
                        sliceNanos / SecondCounts.SECOND_NANOS,
                        (slice, level, lines) -> count(of.volume(level), slice, lines, 0));
            }
        } else if (withBytes && inside && minutesFit) {
            addMinutes(run.head(LineColumns.COUNTS).counts(), of);
        } else {
            addLines(run, of, false);
        }
    }

    private void addMinutes(MinuteCounts counts, VolumeGroups.OfStream of) {
        for (int minute = 0; minute < counts.minutes(); minute++) {
            for (Level level : Level.values()) {
                if (counts.lines(minute, level) > 0) {
                    int slice = slice(counts.startNanos(minute));
                    count(of.volume(level), slice, counts.lines(minute, level), counts.bytes(minute, level));
                }
            }
        }
    }

    /** Line by line, without their text; {@code metadata}: whether lines may have any that counts. */
    private void addLines(Run.Sealed run, VolumeGroups.OfStream of, boolean metadata) throws IOException {
        boolean withMetadata = metadata && of.isByMetadata();
        int last = withMetadata
                ? LineColumns.METADATA
                : of.isByLevel() ? LineColumns.LEVELS : withBytes ? LineColumns.LENGTHS : LineColumns.TIMES;
        BlockHead head = run.head(last);
        long[] timestamps = head.timestamps();
        long @Nullable [] lengths = withBytes ? head.lengths() : null;
        byte @Nullable [] levels = of.isByLevel() ? head.levels() : null;
        Labels[] own = withMetadata ? head.metadata() : new Labels[0];
        for (int i = 0; i < timestamps.length; i++) {
            if (range.contains(timestamps[i])) {
                Level level = levels == null ? Level.UNKNOWN : Level.ofCode(levels[i]);
                LogVolume volume = i < own.length ? of.volume(level, own[i]) : of.volume(level);
                count(volume, slice(timestamps[i]), 1, lengths == null ? 0 : lengths[i]);
            }
        }
    }

    private int slice(long timeNanos) {
        return (int) ((timeNanos - range.startNanos()) / sliceNanos);
    }

    private static void count(LogVolume volume, int slice, long lines, long bytes) {
        volume.lines()[slice] += lines;
        volume.bytes()[slice] += bytes;
    }
}
