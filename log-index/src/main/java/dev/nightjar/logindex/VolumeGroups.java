package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogVolume;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a line is counted: with its stream, or with all lines whose labels have the same values. */
final class VolumeGroups {
    private final @Nullable List<String> labels;
    private final boolean detectLevels;
    private final int slices;
    private final Map<Labels, OfStream> streams = new HashMap<>();
    private final Map<Labels, LogVolume> volumes = new HashMap<>();

    private VolumeGroups(@Nullable List<String> labels, boolean detectLevels, int slices) {
        this.labels = labels;
        this.detectLevels = detectLevels;
        this.slices = slices;
    }

    static VolumeGroups byStream(int slices) {
        return new VolumeGroups(null, false, slices);
    }

    /** {@code detectLevels}: whether lines have their detected level among their metadata. */
    static VolumeGroups byLabels(List<String> labels, boolean detectLevels, int slices) {
        return new VolumeGroups(List.copyOf(labels), detectLevels, slices);
    }

    OfStream of(Labels stream) {
        return streams.computeIfAbsent(stream, OfStream::new);
    }

    /** Those with lines. */
    List<LogVolume> volumes() {
        return volumes.values().stream()
                .filter(volume -> Arrays.stream(volume.lines()).anyMatch(lines -> lines > 0))
                .sorted(Comparator.comparing(LogVolume::labels))
                .toList();
    }

    /** The volumes that one stream's lines count for. */
    final class OfStream {
        private final Labels stream;
        private final boolean byLevel;
        private final boolean byMetadata;
        private final @Nullable LogVolume[] plain = new @Nullable LogVolume[Level.values().length];

        private OfStream(Labels stream) {
            this.stream = stream;
            this.byLevel = detectLevels
                    && labels != null
                    && labels.contains(MergedCursor.DETECTED_LEVEL)
                    && !stream.has(MergedCursor.DETECTED_LEVEL);
            this.byMetadata = labels != null && labels.stream().anyMatch(name -> !stream.has(name));
        }

        /** Whether a line's level makes a difference. */
        boolean isByLevel() {
            return byLevel;
        }

        /** Whether a line's own metadata makes a difference, where it has any. */
        boolean isByMetadata() {
            return byMetadata;
        }

        /** Of lines without metadata of their own. */
        LogVolume volume(Level level) {
            int place = byLevel ? level.code() : 0;
            LogVolume known = plain[place];
            if (known == null) {
                known = find(level, Labels.EMPTY);
                plain[place] = known;
            }
            return known;
        }

        LogVolume volume(Level level, Labels metadata) {
            return metadata.isEmpty() ? volume(level) : find(level, metadata);
        }

        private LogVolume find(Level level, Labels metadata) {
            if (labels == null) {
                return volume(stream);
            }
            Labels.Builder values = Labels.builder();
            for (String name : labels) {
                if (stream.has(name)) {
                    values.set(name, stream.get(name));
                } else if (byLevel && name.equals(MergedCursor.DETECTED_LEVEL) && !metadata.has(name)) {
                    values.set(name, level.word());
                } else {
                    values.set(name, metadata.get(name));
                }
            }
            return volume(values.build());
        }

        private LogVolume volume(Labels of) {
            return volumes.computeIfAbsent(of, each -> new LogVolume(each, new long[slices], new long[slices]));
        }
    }
}
