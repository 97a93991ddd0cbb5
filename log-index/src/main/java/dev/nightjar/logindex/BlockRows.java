package dev.nightjar.logindex;

import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of a block that is read: each one's template, and the columns that fill its slots. */
final class BlockRows {
    private final BlockShapes shapes;
    /** Of each row, by its place among the block's templates. */
    private final int[] codes;
    /** For each of the block's templates, the block's column of each slot. */
    private final int[][] slotColumns;

    private final BlockColumns columns;
    private final int columnCount;

    private BlockRows(BlockShapes shapes, int[] codes, int[][] slotColumns, BlockColumns columns, int columnCount) {
        this.shapes = shapes;
        this.codes = codes;
        this.slotColumns = slotColumns;
        this.columns = columns;
        this.columnCount = columnCount;
    }

    static BlockRows open(Sections sections, BlockShapes shapes) {
        ByteReader codesIn = new ByteReader(sections.inflate(TemplateBlock.CODES));
        int[] codes = codes(codesIn, shapes);
        int[][] slotColumns = new int[shapes.templates().length][];
        int columnCount = assignColumns(shapes, slotColumns);
        int[] rowsOf = new int[slotColumns.length];
        for (int code : codes) {
            rowsOf[code]++;
        }
        int[] sizes = new int[columnCount];
        for (int template = 0; template < rowsOf.length; template++) {
            for (int column : slotColumns[template]) {
                sizes[column] += rowsOf[template];
            }
        }
        BlockColumns columns = new BlockColumns(
                new ByteReader(sections.inflate(TemplateBlock.DESCRIPTION)),
                codesIn,
                sections.section(TemplateBlock.NUMBERS),
                sections.section(TemplateBlock.DIGITS),
                sizes);
        return new BlockRows(shapes, codes, slotColumns, columns, columnCount);
    }

    private static int[] codes(ByteReader in, BlockShapes shapes) {
        int rows = shapes.rowCount();
        int[] codes = new int[Math.min(rows, in.remaining())];
        int low = in.skip(codes.length);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = in.array()[low + i] & 0xff;
        }
        if (shapes.templates().length > 256) {
            int high = in.skip(codes.length);
            for (int i = 0; i < codes.length; i++) {
                codes[i] |= (in.array()[high + i] & 0xff) << 8;
            }
        }
        for (int code : codes) {
            if (code >= shapes.templates().length) {
                throw new ByteReader.Malformed("a row of template " + code + " of " + shapes.templates().length);
            }
        }
        if (codes.length != rows) {
            throw new ByteReader.Malformed(codes.length + " of " + rows + " rows");
        }
        return codes;
    }

    /** Numbers columns in the order in which the templates first have them, and says how many there are. */
    private static int assignColumns(BlockShapes shapes, int[][] slotColumns) {
        int[] places = new int[shapes.table().columns()];
        int count = 0;
        for (int i = 0; i < slotColumns.length; i++) {
            Template template = shapes.templates()[i];
            slotColumns[i] = new int[template.slots()];
            for (int slot = 0; slot < slotColumns[i].length; slot++) {
                int column = template.column(slot);
                if (places[column] == 0) {
                    places[column] = ++count;
                }
                slotColumns[i][slot] = places[column] - 1;
            }
        }
        return count;
    }

    /** The lines searched without their text, for needles within rows; {@code lines} are the same, where need be. */
    LineSearch.Searched searched(Supplier<Lines> lines, Runnable check) {
        RowSearch rows = new RowSearch(shapes, codes, slotColumns, columns, columnCount);
        return new LineSearch.Searched() {
            @Override
            public int lines() {
                return shapes.lines();
            }

            @Override
            public BitSet containing(Needle needle) {
                return linesOf(rows.rows(needle));
            }

            @Override
            public BitSet passing(TestWalk.Idle test, @Nullable BitSet among) {
                TestWalk walk = test.take();
                try {
                    BitSet undecided = new BitSet();
                    BitSet passing =
                            new RowWalk(shapes, codes, slotColumns, columns, walk, check).passing(among, undecided);
                    if (!undecided.isEmpty()) {
                        passing.or(new SearchedLines(lines.get(), check).passing(test, undecided));
                    }
                    return passing;
                } finally {
                    test.giveBack(walk);
                }
            }
        };
    }

    private BitSet linesOf(BitSet rows) {
        if (shapes.extraRows().length == 0) {
            return rows;
        }
        BitSet lines = new BitSet(shapes.lines());
        int row = 0;
        for (int line = 0; line < shapes.lines(); line++) {
            int end = row + shapes.rowsOf(line);
            int hit = rows.nextSetBit(row);
            lines.set(line, hit >= 0 && hit < end);
            row = end;
        }
        return lines;
    }

    /** Which template each line begins with; {@code lines} are those of these rows. */
    FirstRows firstRows(Lines lines) {
        return FirstRows.of(lines, shapes, codes);
    }

    int lines() {
        return shapes.lines();
    }

    int rowsOf(int line) {
        return shapes.rowsOf(line);
    }

    int columns() {
        return columnCount;
    }

    int templates() {
        return slotColumns.length;
    }

    /** A row's template, by its place among the block's. */
    int code(int row) {
        return codes[row];
    }

    Template template(int row) {
        return shapes.templates()[codes[row]];
    }

    /** The column of each slot of a row. */
    int[] slotColumns(int row) {
        return slotColumns[codes[row]];
    }

    Column column(int column) {
        return columns.column(column);
    }
}
