package dev.nightjar.logindex.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a row says, divided into what makes it another message when it differs (the frame: delimiters, names of fields,
 * words for levels, how many words there are) and the words in it. {@link #VARIES} stands for what varies.
 *
 * @param frame the text with {@link #WORD} in each word's place
 * @param words none empty
 */
record RowText(String frame, List<String> words) {
    static final char VARIES = '\0';
    static final char WORD = '\1';
    static final String ANY = String.valueOf(VARIES);

    /** What comes behind so many words, or bytes, is taken for one that varies. */
    private static final int MOST_WORDS = 200;

    private static final int MOST_BYTES = 4096;

    private static final String DELIMITERS = " \t\r\n\"'`()[]{}<>,;=&?|/";
    private static final char NOT_UTF_8 = '\ufffd';

    /** Dates, addresses, identifiers: numbers with a little between them vary as one. */
    private static final Pattern JOINED = Pattern.compile("\0(?:[-.:+_T]?\0)+");

    private static final Pattern NAME = Pattern.compile("<[A-Za-z_][A-Za-z0-9_]*>");
    private static final Pattern SEVERAL = Pattern.compile("\0\0+");

    private static final Set<String> LEVELS = Set.of(
            "trace",
            "debug",
            "info",
            "notice",
            "warn",
            "warning",
            "error",
            "err",
            "severe",
            "crit",
            "critical",
            "alert",
            "fatal",
            "panic",
            "emerg");

    RowText {
        words = List.copyOf(words);
    }

    /**
     * Reads a template's key: literal bytes, a zero byte and a kind for each slot.
     *
     * @param moreRows whether the line goes on behind this row
     */
    static RowText of(byte[] key, int length, boolean moreRows) {
        int looked = Math.min(length, MOST_BYTES);
        byte[] text = new byte[looked];
        int used = 0;
        for (int i = 0; i < looked; i++) {
            text[used++] = key[i];
            i += key[i] == 0 ? 1 : 0;
        }
        String row = new String(text, 0, used, StandardCharsets.UTF_8);
        if (looked < length) {
            return divide(row + ANY);
        }
        return divide(moreRows ? row + "\n" + ANY : row);
    }

    private static RowText divide(String row) {
        StringBuilder frame = new StringBuilder();
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < row.length()) {
            if (isDelimiter(row.charAt(at))) {
                frame.append(row.charAt(at++));
                continue;
            }
            if (words.size() == MOST_WORDS) {
                frame.append(WORD);
                words.add(ANY);
                break;
            }
            int end = at + 1;
            while (end < row.length() && !isDelimiter(row.charAt(end))) {
                end++;
            }
            String word = word(row.substring(at, end));
            if (isFrame(word, row, end)) {
                frame.append(word);
            } else {
                frame.append(WORD);
                words.add(word);
            }
            at = end;
        }
        return new RowText(frame.toString(), words);
    }

    private static boolean isDelimiter(char c) {
        return DELIMITERS.indexOf(c) >= 0;
    }

    /** Bytes that are no text, and characters with a meaning here, cannot be said in a pattern. */
    private static String word(String token) {
        if (token.indexOf(NOT_UTF_8) >= 0 || token.indexOf(WORD) >= 0) {
            return ANY;
        }
        return token.indexOf(VARIES) < 0 ? token : JOINED.matcher(token).replaceAll(ANY);
    }

    /** The name of a field, of logfmt or of JSON, or a level. */
    private static boolean isFrame(String word, String row, int end) {
        if ((end < row.length() && row.charAt(end) == '=') || row.startsWith("\":", end)) {
            return true;
        }
        String bare = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
        return LEVELS.contains(bare.toLowerCase(Locale.ROOT));
    }

    /** As LogQL writes it. What it would take for a name to capture is left open. */
    static String pattern(String frame, List<String> words) {
        StringBuilder text = new StringBuilder();
        int word = 0;
        for (int i = 0; i < frame.length(); i++) {
            if (frame.charAt(i) == WORD) {
                text.append(words.get(word++));
            } else {
                text.append(frame.charAt(i));
            }
        }
        if (text.length() > 1 && text.charAt(text.length() - 2) == '\n') {
            text.deleteCharAt(text.length() - 2);
        }
        String open = NAME.matcher(text).replaceAll(ANY);
        return SEVERAL.matcher(open).replaceAll(ANY).replace(ANY, "<_>");
    }
}
