package dev.nightjar.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Prometheus writes them, in powers of 1024: {@code 512MB}, {@code 50GB}, {@code 2TB}. */
final class SizeText {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([KMGT]i?B)");

    private SizeText() {}

    /** Bytes; throws {@link IllegalArgumentException} with what was found. */
    static long parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size such as 512MB, 50GB or 2TB");
        }
        return Long.parseLong(size.group(1))
                << (10 * (1 + "KMGT".indexOf(size.group(2).charAt(0))));
    }
}
