package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds a line's level: from a label or metadata named for it, else from a field {@code "level":"warn"} or
 * {@code level=warn}, else from the first word of the line's beginning that is a level's name. Words that mean other
 * things, too ({@code fine}, {@code alert}, {@code notice}), count in capitals and in brackets only.
 */
final class LevelDetector {
    /** Of labels and metadata, the best first; whatever their case. */
    private static final List<String> NAMES = List.of(
            "detected_level", "level", "severity", "severity_text", "severitytext", "lvl", "log_level", "loglevel");

    private static final String SEVERITY_NUMBER = "severity_number";
    private static final int LONGEST_NAME =
            NAMES.stream().mapToInt(String::length).max().orElse(0);

    private static final byte[][] FIELDS = {
        bytes("level"),
        bytes("severity"),
        bytes("lvl"),
        bytes("severity_text"),
        bytes("severitytext"),
        bytes("log_level")
    };
    /** How far into a line words are looked at. */
    private static final int WORDS_WITHIN = 160;

    /** How far into a line fields are looked for. */
    private static final int FIELDS_WITHIN = 4096;

    private static final int LONGEST_WORD = 13;

    private LevelDetector() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The level that labels or metadata name, or null. */
    static @Nullable Level of(Labels labels) {
        int best = NAMES.size();
        Level found = null;
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            int rank =
                    name.length() <= LONGEST_NAME && mayName(name) ? NAMES.indexOf(name.toLowerCase(Locale.ROOT)) : -1;
            if (rank >= 0 && rank < best) {
                Level level = Level.ofWord(labels.value(i));
                best = level == null ? best : rank;
                found = level == null ? found : level;
            }
        }
        return found != null ? found : Level.ofSeverity(labels.get(SEVERITY_NUMBER));
    }

    private static boolean mayName(String name) {
        return switch (name.charAt(0)) {
            case 'd', 'D', 'l', 'L', 's', 'S' -> true;
            default -> false;
        };
    }

    static Level of(byte[] text, int start, int end) {
        Level field = ofField(text, start, Math.min(end, start + FIELDS_WITHIN));
        return field != null ? field : ofWords(text, start, Math.min(end, start + WORDS_WITHIN));
    }

    private static @Nullable Level ofField(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if ((b != '=' && b != ':') || i == start) {
                continue;
            }
            int nameEnd = text[i - 1] == '"' ? i - 1 : i;
            if (b == ':' && nameEnd == i) {
                continue;
            }
            if (namesLevel(text, start, nameEnd)) {
                int from = i + 1;
                while (from < end && (text[from] == ' ' || text[from] == '"')) {
                    from++;
                }
                Level level = word(text, from, wordEnd(text, from, end));
                if (level != null) {
                    return level;
                }
            }
        }
        return null;
    }

    private static boolean namesLevel(byte[] text, int start, int nameEnd) {
        for (byte[] name : FIELDS) {
            int from = nameEnd - name.length;
            if (from >= start && (from == start || !isWordByte(text[from - 1])) && equalsFolded(text, from, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalsFolded(byte[] text, int from, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (lower(text[from + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static Level ofWords(byte[] text, int start, int end) {
        int i = start;
        while (i < end) {
            if (!isLetter(text[i])) {
                i++;
                continue;
            }
            int wordEnd = wordEnd(text, i, end);
            Level level = word(text, i, wordEnd);
            if (level != null && (isMeant(text, i, wordEnd) || isBracketed(text, i, wordEnd, start, end))) {
                return level;
            }
            i = wordEnd;
        }
        return Level.UNKNOWN;
    }

    private static @Nullable Level word(byte[] text, int from, int to) {
        if (to - from < 3 || to - from > LONGEST_WORD || !mayBeginLevel(text[from])) {
            return null;
        }
        return Level.ofWord(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean mayBeginLevel(byte b) {
        return switch (lower(b)) {
            case 't', 'd', 'i', 'n', 'w', 'e', 's', 'c', 'f', 'p', 'a' -> true;
            default -> false;
        };
    }

    /** Whether a word that is a level's name means one in a sentence. */
    private static boolean isMeant(byte[] text, int from, int to) {
        boolean capitals = true;
        for (int i = from; i < to && capitals; i++) {
            capitals = text[i] < 'a' || text[i] > 'z';
        }
        return capitals || !Level.isAmbiguous(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean isBracketed(byte[] text, int from, int to, int start, int end) {
        return from > start
                && to < end
                && ((text[from - 1] == '[' && text[to] == ']') || (text[from - 1] == '<' && text[to] == '>'));
    }

    private static int wordEnd(byte[] text, int from, int end) {
        int i = from;
        while (i < end && isWordByte(text[i])) {
            i++;
        }
        return i;
    }

    private static boolean isLetter(byte b) {
        byte folded = lower(b);
        return folded >= 'a' && folded <= 'z';
    }

    private static boolean isWordByte(byte b) {
        return isLetter(b) || (b >= '0' && b <= '9') || b == '_' || b < 0;
    }
}
