package dev.nightjar.logindex;

/** Version 1 of the block: the lines' text as it is, compressed by zstd. For what has no templates. */
final class TextBlock implements Block {
    static final int VERSION = 1;

    private static final int TEXT = 5;

    /** Level 1 is smaller and faster than 3 on blocks of logs. */
    static final int ZSTD_LEVEL = 1;

    private final Sections sections;

    TextBlock(Sections sections) {
        this.sections = sections;
    }

    /** {@code lines} in order of time, at least one. */
    static byte[] encode(BlockHeader header, Lines lines, LineColumns columns) {
        return Sections.assemble(
                VERSION,
                header,
                columns.times(),
                columns.counts(),
                columns.lengths(),
                columns.levels(),
                columns.metadata(),
                Sections.compress(lines.text(), lines.textBytes(), ZSTD_LEVEL));
    }

    @Override
    public BlockHeader header() {
        return sections.header();
    }

    @Override
    public Lines lines() {
        return sections.guarded(this::read);
    }

    private Lines read() {
        int size = header().lines();
        byte[] text = sections.inflate(TEXT);
        long[] lengths = LineColumns.packed(sections, LineColumns.LENGTHS);
        int[] ends = new int[size];
        int end = 0;
        for (int i = 0; i < size; i++) {
            if (lengths[i] < 0 || lengths[i] > text.length - end) {
                throw sections.broken(0, "line " + i + " has " + lengths[i] + " bytes");
            }
            end += (int) lengths[i];
            ends[i] = end;
        }
        if (end != text.length) {
            throw sections.broken(0, "lines of " + end + " bytes in a text of " + text.length);
        }
        return new Lines(
                size,
                LineColumns.times(sections),
                text,
                ends,
                LineColumns.levels(sections),
                true,
                () -> sections.guarded(() -> LineColumns.metadata(sections)));
    }
}
