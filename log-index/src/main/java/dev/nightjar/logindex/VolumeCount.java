package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts lines and bytes by slice with as little reading as will do: a block inside one slice by its entry, slices of
 * whole minutes by the block's minute counts, anything else by its columns of times and lengths. No text is read.
 */
final class VolumeCount {
    private final NanoRange range;
    private final long sliceNanos;
    private final int slices;
    private final boolean minutesFit;
    private final Map<Labels, LogVolume> volumes = new TreeMap<>();

    VolumeCount(NanoRange range, long sliceNanos) {
        if (sliceNanos <= 0) {
            throw new IllegalArgumentException("a slice of " + sliceNanos + " ns; it must be longer than nothing");
        }
        this.range = range;
        this.sliceNanos = sliceNanos;
        long span = Math.subtractExact(range.endNanos(), range.startNanos());
        this.slices = Math.toIntExact(Math.ceilDiv(span, sliceNanos));
        this.minutesFit = Math.floorMod(range.startNanos(), MinuteCounts.MINUTE_NANOS) == 1
                && sliceNanos % MinuteCounts.MINUTE_NANOS == 0;
    }

    void add(Run run) throws IOException {
        boolean inside = run.minNanos() >= range.startNanos() && run.maxNanos() < range.endNanos();
        if (inside && slice(run.minNanos()) == slice(run.maxNanos())) {
            count(of(run), slice(run.minNanos()), run.lineCount(), run.textBytes());
            return;
        }
        switch (run) {
            case Run.Sealed sealed -> add(sealed, inside);
            case Run.Open open -> {
                Lines lines = open.view();
                for (int i = 0; i < lines.size(); i++) {
                    addLine(run, lines.timestamp(i), lines.length(i));
                }
            }
        }
    }

    private void add(Run.Sealed run, boolean inside) throws IOException {
        Block block = run.block();
        if (minutesFit && inside) {
            MinuteCounts counts = block.counts();
            for (int minute = 0; minute < counts.minutes(); minute++) {
                if (counts.lines(minute) > 0) {
                    count(of(run), slice(counts.startNanos(minute)), counts.lines(minute), counts.bytes(minute));
                }
            }
        } else {
            long[] timestamps = block.timestamps();
            long[] lengths = block.lengths();
            for (int i = 0; i < timestamps.length; i++) {
                addLine(run, timestamps[i], lengths[i]);
            }
        }
    }

    private void addLine(Run run, long timeNanos, long length) {
        if (range.contains(timeNanos)) {
            count(of(run), slice(timeNanos), 1, length);
        }
    }

    private LogVolume of(Run run) {
        return volumes.computeIfAbsent(
                run.labels(), labels -> new LogVolume(labels, new long[slices], new long[slices]));
    }

    private int slice(long timeNanos) {
        return (int) ((timeNanos - range.startNanos()) / sliceNanos);
    }

    private static void count(LogVolume volume, int slice, long lines, long bytes) {
        volume.lines()[slice] += lines;
        volume.bytes()[slice] += bytes;
    }

    List<LogVolume> volumes() {
        return List.copyOf(volumes.values());
    }
}
