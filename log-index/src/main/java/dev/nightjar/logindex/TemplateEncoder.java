package dev.nightjar.logindex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns lines into a {@link TemplateBlock}: each row becomes the number of its template and values in columns. A line is
 * one row, or several where it has line breaks: a stack trace is made of rows that recur, in ever new numbers. Used by
 * the sealing thread, block after block; its arrays are kept.
 */
final class TemplateEncoder {
    private static final int NO_TEMPLATE = -1;

    private final RowShape shape = new RowShape();
    private final ColumnStreams streams = new ColumnStreams();
    private final ColumnEncoder encoder = new ColumnEncoder(streams);
    private final Sightings sightings = new Sightings();
    private final long[] grams = new long[Signature.FULL_WORDS];

    /** Templates of the block by number: place in the block plus one. */
    private int[] places = new int[1024];

    private int[] used = new int[64];
    private int usedCount;
    private int[] rows = new int[1024];
    private int rowCount;

    /** Columns of the table: place in {@link #values} plus one. */
    private int[] columnPlaces = new int[256];

    private ColumnValues[] values = new ColumnValues[0];
    private int columnCount;

    /** Null where the lines are not fit for templates; they are to be kept as text then. */
    byte @Nullable [] encode(
            BlockHeader header, Lines lines, LineColumns columns, TemplateFile templates, TemplateTable table) {
        Arrays.fill(grams, 0);
        try {
            long[] extraRows = new long[lines.size()];
            if (!readRows(lines, extraRows, templates, table)) {
                return null;
            }
            ByteWriter shapes = shapes(table, extraRows);
            writeRows();
            writeColumns(lines.text(), table);
            return Sections.assemble(
                    TemplateBlock.VERSION,
                    header,
                    columns.times(),
                    columns.counts(),
                    columns.lengths(),
                    columns.levels(),
                    columns.metadata(),
                    shapes,
                    Sections.compress(streams.codes().array(), streams.codes().size(), TextBlock.ZSTD_LEVEL),
                    Sections.compress(
                            streams.description().array(), streams.description().size(), TextBlock.ZSTD_LEVEL),
                    streams.numbers(),
                    streams.digits());
        } finally {
            clear();
        }
    }

    /** Of the block last encoded. */
    Signature signature() {
        return Signature.folded(grams);
    }

    /** To begin before a block is encoded. */
    Sightings sightings() {
        return sightings;
    }

    private void clear() {
        streams.clear();
        for (int i = 0; i < usedCount; i++) {
            places[used[i]] = 0;
        }
        Arrays.fill(columnPlaces, 0);
        for (int i = 0; i < columnCount; i++) {
            values[i].clear();
        }
        usedCount = 0;
        rowCount = 0;
        columnCount = 0;
    }

    private boolean readRows(Lines lines, long[] extraRows, TemplateFile templates, TemplateTable table) {
        byte[] text = lines.text();
        for (int line = 0; line < lines.size(); line++) {
            int start = lines.start(line);
            int end = lines.end(line);
            int first = rowCount;
            int rowEnd = readRow(text, start, end, templates, table);
            while (rowEnd >= 0 && rowEnd < end) {
                extraRows[line]++;
                Signature.add(grams, text, Math.max(lines.start(line), rowEnd - 3), Math.min(end, rowEnd + 4));
                start = rowEnd + 1;
                rowEnd = readRow(text, start, end, templates, table);
            }
            if (rowEnd < 0) {
                return false;
            }
            sightings.see(line, rows[first], extraRows[line] > 0);
        }
        return true;
    }

    /** Says where the row ends, or {@link #NO_TEMPLATE}. */
    private int readRow(byte[] text, int start, int end, TemplateFile templates, TemplateTable table) {
        int rowEnd = shape.read(text, start, end);
        if (rowEnd == RowShape.ZERO_BYTE) {
            return NO_TEMPLATE;
        }
        Template template = table.find(shape.key(), shape.length());
        if (template == null) {
            shape.read(text, start, rowEnd, table.words());
            template = table.find(shape.key(), shape.length());
        }
        if (template == null) {
            if (table.size() >= TemplateTable.MOST) {
                return NO_TEMPLATE;
            }
            template = templates.add(table, shape.key(), shape.length());
        }
        use(template);
        for (int slot = 0; slot < shape.slots(); slot++) {
            column(template.column(slot)).add(text, shape.start(slot), shape.end(slot), shape.classes(slot));
        }
        addGrams(text, start, rowEnd);
        return rowEnd;
    }

    /** The grams that touch a slot; those of the literals are added once a block. */
    private void addGrams(byte[] text, int start, int end) {
        int from = start;
        int to = start;
        for (int slot = 0; slot < shape.slots(); slot++) {
            int first = Math.max(start, shape.start(slot) - Signature.GRAM + 1);
            if (first > to) {
                Signature.add(grams, text, from, to);
                from = first;
            }
            to = Math.min(end, shape.end(slot) + Signature.GRAM - 1);
        }
        Signature.add(grams, text, from, to);
    }

    private void use(Template known) {
        int template = known.id();
        if (template >= places.length) {
            places = Arrays.copyOf(places, Math.max(template + 1, 2 * places.length));
        }
        if (places[template] == 0) {
            if (usedCount == used.length) {
                used = Arrays.copyOf(used, 2 * usedCount);
            }
            used[usedCount++] = template;
            places[template] = usedCount;
            for (int slot = 0; slot <= known.slots(); slot++) {
                Signature.add(grams, known.literals(), known.literalStart(slot), known.literalEnd(slot));
            }
        }
        if (rowCount == rows.length) {
            rows = Arrays.copyOf(rows, 2 * rowCount);
        }
        rows[rowCount++] = template;
    }

    private ColumnValues column(int tableColumn) {
        if (tableColumn >= columnPlaces.length) {
            columnPlaces = Arrays.copyOf(columnPlaces, Math.max(tableColumn + 1, 2 * columnPlaces.length));
        }
        if (columnPlaces[tableColumn] == 0) {
            if (columnCount == values.length) {
                values = Arrays.copyOf(values, columnCount + 16);
                for (int i = columnCount; i < values.length; i++) {
                    values[i] = new ColumnValues();
                }
            }
            columnPlaces[tableColumn] = ++columnCount;
        }
        return values[columnPlaces[tableColumn] - 1];
    }

    /** The block's templates in ascending order, and how many rows more than one each line has. */
    private ByteWriter shapes(TemplateTable table, long[] extraRows) {
        Arrays.sort(used, 0, usedCount);
        ByteWriter out = new ByteWriter(usedCount * 2 + 64);
        out.writeVarint(table.id()).writeVarint(table.size()).write(table.digest());
        out.writeVarint(rowCount);
        PackedLongs.write(out, extraRows, rowCount == extraRows.length ? 0 : extraRows.length);
        out.writeVarint(usedCount);
        int last = 0;
        for (int i = 0; i < usedCount; i++) {
            out.writeVarint(used[i] - last);
            last = used[i];
            places[used[i]] = i + 1;
        }
        return out;
    }

    private void writeRows() {
        for (int row = 0; row < rowCount; row++) {
            streams.codes().writeByte(places[rows[row]] - 1);
        }
        if (usedCount > 256) {
            for (int row = 0; row < rowCount; row++) {
                streams.codes().writeByte((places[rows[row]] - 1) >> 8);
            }
        }
    }

    /** In the order in which the block's templates, ascending, first have them. */
    private void writeColumns(byte[] text, TemplateTable table) {
        for (int i = 0; i < usedCount; i++) {
            Template template = java.util.Objects.requireNonNull(table.template(used[i]));
            for (int slot = 0; slot < template.slots(); slot++) {
                int place = columnPlaces[template.column(slot)];
                if (place > 0) {
                    columnPlaces[template.column(slot)] = 0;
                    encoder.encode(text, values[place - 1]);
                }
            }
        }
    }
}
