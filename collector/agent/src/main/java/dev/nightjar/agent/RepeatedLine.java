package dev.nightjar.agent;

import java.io.IOException;
import java.util.Arrays;

/** Knows files that hold nothing but one line, over and over. */
final class RepeatedLine {
    private static final int READ_BYTES = 64 << 10;

    private RepeatedLine() {}

    /** Reads on for as long as it is so: of nearly all files, a few lines. */
    static boolean isAllOf(FileBytes file) throws IOException {
        byte[] first = file.read(0, READ_BYTES);
        int line = 0;
        while (line < first.length && first[line] != '\n') {
            line++;
        }
        line++; // its end is part of it
        if (line > first.length) {
            return first.length < READ_BYTES;
        }
        byte[] expected = new byte[first.length + line];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = first[i % line];
        }
        byte[] read = first;
        for (long at = 0; read.length > 0; read = file.read(at, READ_BYTES)) {
            int begin = (int) (at % line);
            int length = Math.min(read.length, expected.length - begin);
            if (length < read.length || !Arrays.equals(read, 0, length, expected, begin, begin + length)) {
                return false;
            }
            at += read.length;
        }
        return true;
    }
}
