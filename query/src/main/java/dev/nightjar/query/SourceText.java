package dev.nightjar.query;

/** The text of a query, able to say where an offset is. */
public record SourceText(String text) {
    /** {@code line:column} of a character offset, both from one. */
    public String lineAndColumn(int offset) {
        int line = 1;
        int column = 1;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return line + ":" + column;
    }
}
