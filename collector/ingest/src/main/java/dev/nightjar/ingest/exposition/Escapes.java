package dev.nightjar.ingest.exposition;

/** Undoes what expositions write with a backslash. */
final class Escapes {
    private Escapes() {}

    /** @param quotes whether quotes are escaped too */
    static String undo(String text, boolean quotes) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == 'n' || next == '\\' || (quotes && next == '"')) {
                result.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
