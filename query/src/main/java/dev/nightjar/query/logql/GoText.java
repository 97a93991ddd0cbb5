package dev.nightjar.query.logql;

import dev.nightjar.gotemplate.notation.GoDurations;
import dev.nightjar.gotemplate.notation.GoQuote;

/** Values written as Go writes them, which is how Loki shows them. */
final class GoText {
    private GoText() {}

    /** In double quotes, with what does not print, and bytes that are not UTF-8 ({@link ByteText}), escaped. */
    static String quoted(String text) {
        if (ByteText.isText(text)) {
            return GoQuote.of(text);
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int from = 0; from < text.length(); ) {
            int end = ByteText.endOfText(text, from);
            String part = GoQuote.of(text.substring(from, end));
            quoted.append(part, 1, part.length() - 1);
            if (end < text.length()) {
                quoted.append(String.format("\\x%02x", text.charAt(end) & 0xff));
            }
            from = end + 1;
        }
        return quoted.append('"').toString();
    }

    /** {@code 1h0m0s}, {@code 1.5s}, {@code 250ms}. */
    static String duration(long nanos) {
        return GoDurations.text(nanos);
    }

    /** As ranges are written: {@code 1h30m}, {@code 90d}; years and weeks only where nothing remains. */
    static String range(long nanos) {
        if (nanos % 1_000_000 != 0) {
            return duration(nanos);
        }
        long millis = Math.abs(nanos) / 1_000_000;
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        if (millis == 0) {
            return "0s";
        }
        String[] units = {"y", "w", "d", "h", "m", "s", "ms"};
        long[] sizes = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
        for (int i = 0; i < units.length; i++) {
            boolean exactOnly = i < 2;
            if (millis >= sizes[i] && !(exactOnly && millis % sizes[i] != 0)) {
                text.append(millis / sizes[i]).append(units[i]);
                millis %= sizes[i];
            }
        }
        return text.toString();
    }
}
