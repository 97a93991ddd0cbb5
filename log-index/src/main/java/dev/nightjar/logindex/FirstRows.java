package dev.nightjar.logindex;

/**
 * A block's lines and the template of each one's first row.
 *
 * @param lines of which no text was put together
 * @param templates of the block
 * @param codes of each line's first row: a place in {@code templates}
 */
record FirstRows(Lines lines, Template[] templates, int[] codes, long[] extraRows) {
    static FirstRows of(Lines lines, BlockShapes shapes, int[] rowCodes) {
        long[] extraRows = shapes.extraRows();
        if (extraRows.length == 0) {
            return new FirstRows(lines, shapes.templates(), rowCodes, extraRows);
        }
        int[] first = new int[extraRows.length];
        int row = 0;
        for (int line = 0; line < first.length; line++) {
            first[line] = rowCodes[row];
            row += 1 + (int) extraRows[line];
        }
        return new FirstRows(lines, shapes.templates(), first, extraRows);
    }

    boolean hasMoreRows(int line) {
        return extraRows.length > 0 && extraRows[line] > 0;
    }
}
