package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

    private static final Found NOTHING = new Found(
            new Lines(0, new long[0], new byte[0], new int[0], new byte[0], true, () -> new Labels[0]), new BitSet());

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
        BlockShapes shapes = shapes();
        if (!shapes.table().hasDigest(shapes.vouchedFor(), shapes.digest())) {
            throw sections.broken(
                    0, "the templates of " + shapes.table().application() + " are not those the block was made with");
        }
        Block.super.verify();
    }

    @Override
    public Lines lines() {
        try {
            return lines(rows(), null);
        } catch (ByteReader.Malformed | IndexOutOfBoundsException e) {
            throw sections.broken(0, "the block cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Found find(LineSearch search) {
        if (search.isEmpty() || !search.isWithinRows()) {
            return Block.super.find(search);
        }
        try {
            BlockShapes shapes = shapes();
            if (!shapes.mayHold(search)) {
                return NOTHING;
            }
            BlockRows rows = BlockRows.open(sections, shapes);
            BitSet matching = rows.matching(search);
            return matching == null || matching.isEmpty() ? NOTHING : new Found(lines(rows, matching), matching);
        } catch (ByteReader.Malformed | IndexOutOfBoundsException e) {
            throw sections.broken(0, "the block cannot be read: " + e.getMessage());
        }
    }

    private BlockShapes shapes() {
        return BlockShapes.read(sections.section(SHAPES), header().lines(), templates);
    }

    private BlockRows rows() {
        return BlockRows.open(sections, shapes());
    }

    private Lines lines(BlockRows rows, @Nullable BitSet wanted) {
        int[] ends = new int[header().lines()];
        byte[] text = new byte[header().textBytes()];
        if (wanted == null) {
            rows.render(text, ends);
        } else {
            rows.render(wanted, text, ends);
        }
        return new Lines(
                ends.length,
                timestamps(),
                text,
                ends,
                LineColumns.levels(sections),
                true,
                () -> LineColumns.metadata(sections));
    }
}
