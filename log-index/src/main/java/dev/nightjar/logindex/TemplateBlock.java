package dev.nightjar.logindex;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Version 2 of the block: rows as numbers of templates, which stand in the day's {@link TemplateFile}, and what differs
 * from row to row in typed columns. Slots whose templates agree in the bytes before them share a column.
 */
final class TemplateBlock implements Block {
    static final int VERSION = 2;

    static final int SHAPES = 5;
    static final int CODES = 6;
    static final int DESCRIPTION = 7;
    static final int NUMBERS = 8;
    static final int DIGITS = 9;

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
    public void checkNeeds() {
        BlockShapes shapes = sections.guarded(this::shapes);
        if (!shapes.table().hasDigest(shapes.vouchedFor(), shapes.digest())) {
            throw sections.broken(
                    0, "the templates of " + shapes.table().application() + " are not those the block was made with");
        }
    }

    @Override
    public void verify() {
        checkNeeds();
        sections.guarded(() -> {
            Block.super.verify();
            return lines().text();
        });
    }

    @Override
    public Lines lines() {
        return sections.guarded(() -> lines(rows()));
    }

    @Override
    public Found find(LineSearch search) {
        if (search.isEmpty() || !search.isWithinRows()) {
            return Block.super.find(search);
        }
        return sections.guarded(() -> {
            BlockShapes shapes = shapes();
            if (!search.mayMatch(shapes)) {
                return Found.NOTHING;
            }
            BlockRows rows = BlockRows.open(sections, shapes);
            BitSet matching = search.matching(rows.searched(() -> lines(rows), search.check()));
            return matching == null || matching.isEmpty() ? Found.NOTHING : new Found(lines(rows), matching);
        });
    }

    FirstRows firstRows() {
        return sections.guarded(() -> {
            BlockRows rows = rows();
            return rows.firstRows(lines(rows));
        });
    }

    /** Each line's value of the first of these names that any line has; null where none has any. */
    @Nullable
    String @Nullable [] metadata(String[] names) {
        return LineColumns.metadata(sections, names);
    }

    private BlockShapes shapes() {
        return BlockShapes.read(sections.section(SHAPES), header().lines(), templates);
    }

    private BlockRows rows() {
        return BlockRows.open(sections, shapes());
    }

    /** Their text is put together when it is asked for. */
    private Lines lines(BlockRows rows) {
        return new Lines(
                LineColumns.times(sections),
                LineColumns.levels(sections),
                new RowCursor(rows, header().textBytes()),
                () -> sections.guarded(() -> LineColumns.packed(sections, LineColumns.LENGTHS)),
                () -> sections.guarded(() -> LineColumns.metadata(sections)));
    }
}
