package dev.nightjar.agent;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds how bad a line says it is: the first word near its beginning that names a level. */
final class LineLevel {
    private static final int LOOK_AT_BYTES = 160;
    private static final Pattern WORD = Pattern.compile(
            "(?i)\\b(trace|debug|info|notice|warn|warning|error|err|severe|fatal|critical|crit|panic)\\b");
    private static final Map<String, String> NAMES = Map.of(
            "notice", "info",
            "warning", "warn",
            "err", "error",
            "severe", "error",
            "critical", "fatal",
            "crit", "fatal",
            "panic", "fatal");

    private LineLevel() {}

    /** {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error}, {@code fatal}, or empty. */
    static String of(byte[] bytes, int from, int to) {
        int look = Math.min(to - from, LOOK_AT_BYTES);
        Matcher match = WORD.matcher(new String(bytes, from, look, StandardCharsets.ISO_8859_1));
        if (!match.find()) {
            return "";
        }
        String word = match.group(1).toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(word, word);
    }
}
