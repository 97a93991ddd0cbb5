package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers, durations and sizes in the values of labels, read as Loki reads them: by the rules of Go's library and of a
 * library for sizes, and refused in their words.
 */
public final class ValueText {
    /** Why a text is no such value. */
    public static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message);
        }
    }

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]*)(\\.[0-9]*)?([^0-9.]*)");
    private static final Map<String, Double> SIZES = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("b", 1.0),
            Map.entry("k", 1e3),
            Map.entry("kb", 1e3),
            Map.entry("ki", 1024.0),
            Map.entry("kib", 1024.0),
            Map.entry("m", 1e6),
            Map.entry("mb", 1e6),
            Map.entry("mi", 0x1p20),
            Map.entry("mib", 0x1p20),
            Map.entry("g", 1e9),
            Map.entry("gb", 1e9),
            Map.entry("gi", 0x1p30),
            Map.entry("gib", 0x1p30),
            Map.entry("t", 1e12),
            Map.entry("tb", 1e12),
            Map.entry("ti", 0x1p40),
            Map.entry("tib", 0x1p40),
            Map.entry("p", 1e15),
            Map.entry("pb", 1e15),
            Map.entry("pi", 0x1p50),
            Map.entry("pib", 0x1p50),
            Map.entry("e", 1e18),
            Map.entry("eb", 1e18),
            Map.entry("ei", 0x1p60),
            Map.entry("eib", 0x1p60));

    private ValueText() {}

    public static double number(String text) throws Unreadable {
        if (isShortInteger(text)) {
            return Long.parseLong(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String unsigned = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
            throw new Unreadable("strconv.ParseFloat: parsing " + GoQuote.of(text) + ": invalid syntax");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new Unreadable("strconv.ParseFloat: parsing " + GoQuote.of(text) + ": value out of range");
        }
        return value;
    }

    private static boolean isShortInteger(String text) {
        if (text.isEmpty() || text.length() > 15) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** In nanoseconds. Days and longer units are not among Go's. */
    public static long durationNanos(String text) throws Unreadable {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        Matcher part = DURATION_PART.matcher(rest);
        double nanos = 0;
        int at = 0;
        while (at < rest.length()) {
            part.region(at, rest.length());
            boolean digits = part.lookingAt()
                    && (!part.group(1).isEmpty()
                            || (part.group(2) != null && part.group(2).length() > 1));
            if (!digits) {
                throw new Unreadable("time: invalid duration " + GoQuote.of(text));
            }
            if (part.group(3).isEmpty()) {
                throw new Unreadable("time: missing unit in duration " + GoQuote.of(text));
            }
            nanos += amount(part) * unitNanos(part.group(3), text);
            at = part.end();
        }
        if (at == 0 || nanos > Long.MAX_VALUE) {
            throw new Unreadable("time: invalid duration " + GoQuote.of(text));
        }
        return negative ? -Math.round(nanos) : Math.round(nanos);
    }

    private static double amount(Matcher part) {
        String fraction = part.group(2) == null || part.group(2).length() == 1 ? "" : part.group(2);
        return Double.parseDouble("0" + part.group(1) + fraction);
    }

    private static double unitNanos(String unit, String text) throws Unreadable {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default ->
                throw new Unreadable("time: unknown unit " + GoQuote.of(unit) + " in duration " + GoQuote.of(text));
        };
    }

    /** Whole bytes. Decimal units are powers of 1000, those with an {@code i} powers of 1024. */
    public static double bytes(String text) throws Unreadable {
        int end = 0;
        while (end < text.length()
                && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == ',')) {
            end++;
        }
        double amount = number(text.substring(0, end).replace(",", ""));
        String unit = text.substring(end).strip().toLowerCase(Locale.ROOT);
        Double size = SIZES.get(unit);
        if (size == null) {
            throw new Unreadable("unhandled size name: " + unit);
        }
        double bytes = amount * size;
        if (bytes >= 0x1p64) {
            throw new Unreadable("too large: " + text);
        }
        return Math.floor(bytes);
    }
}
