package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import org.jspecify.annotations.Nullable;

/** What blocks of every version keep of their lines beside the text, in the same sections. */
record LineColumns(ByteWriter times, ByteWriter counts, ByteWriter lengths, ByteWriter levels, ByteWriter metadata) {
    static final int TIMES = 0;
    static final int COUNTS = 1;
    static final int LENGTHS = 2;
    static final int LEVELS = 3;
    static final int METADATA = 4;

    private static final int METADATA_ZSTD_LEVEL = 3;

    /** {@code lines} in order of time, at least one. */
    static LineColumns of(Lines lines) {
        int size = lines.size();
        ByteWriter times = new ByteWriter(size + 16);
        Timestamps.write(times, lines.timestamps(), size);
        ByteWriter counts = new ByteWriter(64);
        MinuteCounts.of(lines).write(counts);
        long[] codes = new long[size];
        for (int i = 0; i < size; i++) {
            codes[i] = lines.length(i);
        }
        ByteWriter lengths = new ByteWriter(size + 16);
        PackedLongs.write(lengths, codes, size);
        for (int i = 0; i < size; i++) {
            codes[i] = lines.level(i).code();
        }
        ByteWriter levels = new ByteWriter(size / 2 + 16);
        PackedLongs.write(levels, codes, size);
        ByteWriter metadata = new ByteWriter(16);
        if (lines.hasMetadata()) {
            ByteWriter columns = new ByteWriter(size * 32);
            MetadataColumns.write(columns, lines);
            metadata = Sections.compress(columns.array(), columns.size(), METADATA_ZSTD_LEVEL);
        }
        return new LineColumns(times, counts, lengths, levels, metadata);
    }

    static long[] times(Sections sections) {
        return Timestamps.read(sections.section(TIMES), sections.header().lines());
    }

    static MinuteCounts counts(Sections sections) {
        return MinuteCounts.read(sections.section(COUNTS));
    }

    static byte[] levels(Sections sections) {
        long[] codes = packed(sections, LEVELS);
        byte[] levels = new byte[codes.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) codes[i];
        }
        return levels;
    }

    /** A section of one number for each line. */
    static long[] packed(Sections sections, int section) {
        long[] values = PackedLongs.read(sections.section(section));
        if (values.length != sections.header().lines()) {
            throw sections.broken(
                    0, values.length + " values for " + sections.header().lines() + " lines");
        }
        return values;
    }

    static Labels[] metadata(Sections sections) {
        if (sections.section(METADATA).remaining() == 0) {
            return new Labels[0];
        }
        return MetadataColumns.read(
                new ByteReader(sections.inflate(METADATA)), sections.header().lines());
    }

    /** Each line's value of the first of these names that it has, null where it has none; null where no line has any. */
    static @Nullable String @Nullable [] metadata(Sections sections, String[] names) {
        if (sections.section(METADATA).remaining() == 0) {
            return null;
        }
        return MetadataColumns.first(
                new ByteReader(sections.inflate(METADATA)), sections.header().lines(), names);
    }
}
