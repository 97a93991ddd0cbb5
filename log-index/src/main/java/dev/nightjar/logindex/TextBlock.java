package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.nio.file.Path;

/** Version 1 of the block: the lines' text as it is, compressed by zstd; times, lengths and levels in columns. */
final class TextBlock implements Block {
    static final int VERSION = 1;

    private static final int TIMESTAMPS = 0;
    private static final int COUNTS = 1;
    private static final int LENGTHS = 2;
    private static final int LEVELS = 3;
    private static final int METADATA = 4;
    private static final int TEXT = 5;

    /** Level 1 is smaller and faster than 3 on blocks of logs. */
    private static final int ZSTD_LEVEL = 1;

    private static final int METADATA_ZSTD_LEVEL = 3;

    private final Sections sections;

    private TextBlock(Sections sections) {
        this.sections = sections;
    }

    static Block open(Path file, long offset, byte[] bytes) {
        Sections sections = new Sections(file, offset, bytes);
        if (sections.version() != VERSION) {
            throw sections.broken(4, "the block has version " + sections.version() + ", this program knows " + VERSION);
        }
        return new TextBlock(sections);
    }

    /** {@code lines} in order of time, at least one. */
    static byte[] encode(int streamId, long firstSequence, long lastSequence, Lines lines) {
        int size = lines.size();
        BlockHeader header = new BlockHeader(
                streamId,
                size,
                lines.textBytes(),
                lines.timestamp(0),
                lines.timestamp(size - 1),
                firstSequence,
                lastSequence);
        ByteWriter timestamps = new ByteWriter(size + 16);
        Timestamps.write(timestamps, lines.timestamps(), size);
        ByteWriter counts = new ByteWriter(64);
        MinuteCounts.of(lines).write(counts);
        long[] column = new long[size];
        for (int i = 0; i < size; i++) {
            column[i] = lines.length(i);
        }
        ByteWriter lengths = new ByteWriter(size + 16);
        PackedLongs.write(lengths, column, size);
        for (int i = 0; i < size; i++) {
            column[i] = lines.level(i).code();
        }
        ByteWriter levels = new ByteWriter(size / 2 + 16);
        PackedLongs.write(levels, column, size);
        ByteWriter metadata = new ByteWriter(16);
        if (lines.hasMetadata()) {
            ByteWriter columns = new ByteWriter(size * 32);
            MetadataColumns.write(columns, lines);
            metadata = Sections.compress(columns.array(), columns.size(), METADATA_ZSTD_LEVEL);
        }
        ByteWriter text = Sections.compress(lines.text(), lines.textBytes(), ZSTD_LEVEL);
        return Sections.assemble(VERSION, header, timestamps, counts, lengths, levels, metadata, text);
    }

    @Override
    public BlockHeader header() {
        return sections.header();
    }

    @Override
    public long[] timestamps() {
        return Timestamps.read(sections.section(TIMESTAMPS), header().lines());
    }

    @Override
    public long[] lengths() {
        return column(LENGTHS);
    }

    private long[] column(int section) {
        long[] values = PackedLongs.read(sections.section(section));
        if (values.length != header().lines()) {
            throw sections.broken(0, values.length + " values for " + header().lines() + " lines");
        }
        return values;
    }

    @Override
    public MinuteCounts counts() {
        return MinuteCounts.read(sections.section(COUNTS));
    }

    @Override
    public Lines lines() {
        int size = header().lines();
        byte[] text = sections.inflate(TEXT);
        long[] lengths = lengths();
        long[] levelCodes = column(LEVELS);
        int[] ends = new int[size];
        byte[] levels = new byte[size];
        int end = 0;
        for (int i = 0; i < size; i++) {
            end += (int) lengths[i];
            ends[i] = end;
            levels[i] = (byte) levelCodes[i];
        }
        if (end != text.length) {
            throw sections.broken(0, "lines of " + end + " bytes in a text of " + text.length);
        }
        return new Lines(size, timestamps(), text, ends, levels, true, this::metadata);
    }

    private Labels[] metadata() {
        if (sections.section(METADATA).remaining() == 0) {
            return new Labels[0];
        }
        return MetadataColumns.read(new ByteReader(sections.inflate(METADATA)), header().lines());
    }
}
