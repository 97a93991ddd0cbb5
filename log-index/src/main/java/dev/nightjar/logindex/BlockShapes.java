package dev.nightjar.logindex;

import java.util.Arrays;

/**
 * Which templates a block's rows have and how rows make up lines.
 *
 * @param extraRows of each line, beyond its first; empty where every line is one row
 * @param vouchedFor how many of the table's templates {@code digest} covers
 */
record BlockShapes(
        TemplateTable table, int vouchedFor, byte[] digest, int rowCount, long[] extraRows, Template[] templates) {
    private static final int DIGEST = 32;

    int lines() {
        return extraRows.length == 0 ? rowCount : extraRows.length;
    }

    int rowsOf(int line) {
        return extraRows.length == 0 ? 1 : 1 + (int) extraRows[line];
    }

    /** Whether by their templates alone rows may hold a needle that is within rows. */
    boolean mayHold(Needle needle) {
        for (Template template : templates) {
            if (needle.ways(template).length > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether by their templates alone lines may have other answers to a test than {@code answer}. */
    boolean mayAnswerOtherwise(TestWalk.Idle test, int answer) {
        if (extraRows.length > 0) {
            return true;
        }
        TestWalk walk = test.take();
        try {
            for (Template template : templates) {
                if (walk.over(template).answer() != answer) {
                    return true;
                }
            }
            return false;
        } finally {
            test.giveBack(walk);
        }
    }

    static BlockShapes read(ByteReader in, int lines, TemplateFile file) {
        TemplateTable table = file.table(in.readVarint());
        int vouchedFor = (int) in.readVarint();
        byte[] digest = in.read(DIGEST);
        int rows = (int) in.readVarint();
        long[] extraRows = PackedLongs.read(in);
        if (extraRows.length != 0 && extraRows.length != lines) {
            throw new ByteReader.Malformed(extraRows.length + " counts of rows for " + lines + " lines");
        }
        if (rows - Arrays.stream(extraRows).sum() != lines) {
            throw new ByteReader.Malformed(rows + " rows for " + lines + " lines");
        }
        Template[] templates = new Template[in.readCount(1)];
        long number = 0;
        for (int i = 0; i < templates.length; i++) {
            number += in.readVarint();
            Template template = table.template(number);
            if (template == null) {
                throw new ByteReader.Malformed("template " + number + " of " + table.application() + " is not there");
            }
            templates[i] = template;
        }
        return new BlockShapes(table, vouchedFor, digest, rows, extraRows, templates);
    }
}
