package dev.nightjar.query;

/** The text of a query, able to say where an offset is. */
public record SourceText(String text) {
    /** Line and column of a character, both from one. */
    public record Place(int line, int column) {}

    /** {@code line:column} of a character offset, both from one. */
    public String lineAndColumn(int offset) {
        Place place = place(offset);
        return place.line() + ":" + place.column();
    }

    /** Where a character offset is. */
    public Place place(int offset) {
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
        return new Place(line, column);
    }
}
