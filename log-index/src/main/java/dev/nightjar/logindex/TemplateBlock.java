package dev.nightjar.logindex;

/**
 * Version 2 of the block: rows as numbers of templates, which stand in the day's {@link TemplateFile}, and what differs
 * from row to row in typed columns. Slots whose templates agree in the bytes before them share a column.
 */
final class TemplateBlock implements Block {
    static final int VERSION = 2;

    static final int SHAPES = 2;
    static final int CODES = 5;
    static final int DESCRIPTION = 6;
    static final int NUMBERS = 7;
    static final int DIGITS = 8;

    private final Sections sections;
    private final TemplateFile templates;

    TemplateBlock(Sections sections, TemplateFile templates) {
        this.sections = sections;
        this.templates = templates;
    }

    @Override
    public BlockHeader header() {
        return sections.header();
    }

    @Override
    public long[] timestamps() {
        return LineColumns.times(sections);
    }

    @Override
    public long[] lengths() {
        Lines lines = lines();
        long[] lengths = new long[lines.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = lines.length(i);
        }
        return lengths;
    }

    @Override
    public MinuteCounts counts() {
        return LineColumns.counts(sections);
    }

    @Override
    public void verify() {
        BlockShapes shapes = BlockShapes.read(sections.section(SHAPES), header().lines(), templates);
        if (!shapes.table().hasDigest(shapes.vouchedFor(), shapes.digest())) {
            throw sections.broken(
                    0, "the templates of " + shapes.table().application() + " are not those the block was made with");
        }
        Block.super.verify();
    }

    @Override
    public Lines lines() {
        try {
            BlockShapes shapes = BlockShapes.read(sections.section(SHAPES), header().lines(), templates);
            BlockRows rows = BlockRows.open(sections, shapes);
            byte[] text = new byte[header().textBytes()];
            int[] ends = new int[header().lines()];
            rows.render(text, ends);
            return new Lines(
                    ends.length,
                    timestamps(),
                    text,
                    ends,
                    LineColumns.levels(sections),
                    true,
                    () -> LineColumns.metadata(sections));
        } catch (ByteReader.Malformed | IndexOutOfBoundsException e) {
            throw sections.broken(0, "the block cannot be read: " + e.getMessage());
        }
    }
}
