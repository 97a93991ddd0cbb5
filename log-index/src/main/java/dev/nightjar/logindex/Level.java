package dev.nightjar.logindex;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How grave a line says it is. The codes are part of the block's format: append only. */
enum Level {
    UNKNOWN(0),
    TRACE(1),
    DEBUG(2),
    INFO(3),
    WARN(4),
    ERROR(5),
    CRITICAL(6),
    FATAL(7);

    private static final Level[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    private final int code;

    Level(int code) {
        this.code = code;
    }

    /** In blocks. */
    int code() {
        return code;
    }

    /** The value of {@code detected_level}. */
    String word() {
        return word;
    }

    static Level ofCode(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : UNKNOWN;
    }

    /** The level of one of OpenTelemetry's severity numbers; null where it is none. */
    static @Nullable Level ofSeverity(String number) {
        if (!number.matches("[0-9]{1,2}")) {
            return null;
        }
        return switch ((Integer.parseInt(number) + 3) / 4) {
            case 1 -> TRACE;
            case 2 -> DEBUG;
            case 3 -> INFO;
            case 4 -> WARN;
            case 5 -> ERROR;
            case 6 -> FATAL;
            default -> null;
        };
    }

    /** Whether the word, which stands for a level, is one of the language, too. */
    static boolean isAmbiguous(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "fine",
                    "finer",
                    "finest",
                    "inf",
                    "information",
                    "informational",
                    "notice",
                    "severe",
                    "alert",
                    "emergency" -> true;
            default -> false;
        };
    }

    /** The level a word stands for, whatever its case; null where it stands for none. */
    static @Nullable Level ofWord(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trace", "trc", "finest", "finer" -> TRACE;
            case "debug", "dbg", "fine" -> DEBUG;
            case "info", "inf", "information", "informational", "notice" -> INFO;
            case "warn", "wrn", "warning" -> WARN;
            case "error", "err", "eror", "severe" -> ERROR;
            case "critical", "crit", "alert" -> CRITICAL;
            case "fatal", "panic", "emerg", "emergency" -> FATAL;
            default -> null;
        };
    }
}
