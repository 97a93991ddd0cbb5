package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts lines and bytes by slice with as little reading as will do: a block inside one slice by its entry, slices of
 * whole minutes by the block's minute counts, anything else by its columns of times and lengths. No text is read.
 */
final class VolumeCount {
    private final NanoRange range;
    private final long sliceNanos;
    private final boolean withBytes;
    private final int slices;
    private final boolean minutesFit;
    private final Map<Labels, LogVolume> volumes = new HashMap<>();

    /** {@code withBytes}: whether bytes are wanted too. */
    VolumeCount(NanoRange range, long sliceNanos, boolean withBytes) {
        if (sliceNanos <= 0) {
            throw new IllegalArgumentException("a slice of " + sliceNanos + " ns; it must be longer than nothing");
        }
        this.range = range;
        this.sliceNanos = sliceNanos;
        this.withBytes = withBytes;
        long span = Math.subtractExact(range.endNanos(), range.startNanos());
        this.slices = Math.toIntExact(Math.ceilDiv(span, sliceNanos));
        this.minutesFit = Math.floorMod(range.startNanos(), MinuteCounts.MINUTE_NANOS) == 1
                && sliceNanos % MinuteCounts.MINUTE_NANOS == 0;
    }

    void add(Run run) throws IOException {
        LogVolume volume = volumes.computeIfAbsent(
                run.labels(), labels -> new LogVolume(labels, new long[slices], new long[slices]));
        boolean inside = run.minNanos() >= range.startNanos() && run.maxNanos() < range.endNanos();
        if (inside && slice(run.minNanos()) == slice(run.maxNanos())) {
            count(volume, slice(run.minNanos()), run.lineCount(), run.textBytes());
            return;
        }
        switch (run) {
            case Run.Sealed sealed -> add(sealed, inside, volume);
            case Run.Open open -> {
                Lines lines = open.view();
                for (int i = 0; i < lines.size(); i++) {
                    addLine(volume, lines.timestamp(i), lines.length(i));
                }
            }
        }
    }

    private void add(Run.Sealed run, boolean inside, LogVolume volume) throws IOException {
        if (minutesFit && inside) {
            MinuteCounts counts = run.head().counts();
            for (int minute = 0; minute < counts.minutes(); minute++) {
                if (counts.lines(minute) > 0) {
                    count(volume, slice(counts.startNanos(minute)), counts.lines(minute), counts.bytes(minute));
                }
            }
            return;
        }
        BlockHead head = run.head();
        long[] timestamps = head.timestamps();
        if (withBytes) {
            long[] lengths = head.lengths();
            for (int i = 0; i < timestamps.length; i++) {
                addLine(volume, timestamps[i], lengths[i]);
            }
            return;
        }
        int line = 0;
        while (line < timestamps.length) {
            long time = timestamps[line];
            if (time >= range.endNanos()) {
                return;
            }
            int from = line;
            boolean before = time < range.startNanos();
            long end = before ? range.startNanos() : range.startNanos() + (slice(time) + 1L) * sliceNanos;
            while (line < timestamps.length && timestamps[line] < Math.min(end, range.endNanos())) {
                line++;
            }
            if (!before) {
                volume.lines()[slice(time)] += line - from;
            }
        }
    }

    private void addLine(LogVolume volume, long timeNanos, long length) {
        if (range.contains(timeNanos)) {
            count(volume, slice(timeNanos), 1, length);
        }
    }

    private int slice(long timeNanos) {
        return (int) ((timeNanos - range.startNanos()) / sliceNanos);
    }

    private static void count(LogVolume volume, int slice, long lines, long bytes) {
        volume.lines()[slice] += lines;
        volume.bytes()[slice] += bytes;
    }

    List<LogVolume> volumes() {
        return volumes.values().stream()
                .filter(volume -> Arrays.stream(volume.lines()).anyMatch(lines -> lines > 0))
                .sorted(Comparator.comparing(LogVolume::labels))
                .toList();
    }
}
