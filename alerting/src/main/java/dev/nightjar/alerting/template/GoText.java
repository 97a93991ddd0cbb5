package dev.nightjar.alerting.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values as Go prints them. */
final class GoText {
    /** From this power of ten on Go writes an exponent: {@code 999999}, but {@code 1e+06}. */
    private static final int EXPONENT_FROM = 6;

    private GoText() {}

    static String of(Object value) {
        return switch (value) {
            case Double number -> shortest(number);
            case String text -> text;
            case Instant time -> Humanize.text(time);
            case Duration length -> duration(length);
            case QueriedSample sample -> "{" + of(sample.labels().toMap()) + " " + shortest(sample.value()) + "}";
            case TemplateObject object
            when object.printed().isPresent() -> object.printed().get();
            case Map<?, ?> map ->
                new TreeMap<>(map)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + ":" + of(entry.getValue()))
                                .collect(Collectors.joining(" ", "map[", "]"));
            case List<?> list -> list.stream().map(GoText::of).collect(Collectors.joining(" ", "[", "]"));
            default -> value.toString();
        };
    }

    /** The type of a value, as Go's errors name it. */
    static String type(Object value) {
        return switch (value) {
            case String text -> "string";
            case Long number -> "int";
            case Double number -> "float64";
            case Boolean truth -> "bool";
            case Duration length -> "time.Duration";
            case QueriedSample sample -> "*template.sample";
            case TemplateObject object -> object.type();
            case List<?> list
            when !list.isEmpty() && list.stream().allMatch(QueriedSample.class::isInstance) -> "template.queryResult";
            case List<?> list -> "[]string";
            case Map<?, ?> map when map.values().stream().allMatch(String.class::isInstance) -> "map[string]string";
            case Map<?, ?> map -> "map[string]interface {}";
            default -> "interface {}";
        };
    }

    /** As {@code %q}: in quotes, what cannot be seen as escapes. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(escaped(c)));
        return out.append('"').toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"', '\\' -> "\\" + (char) c;
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case 0x0b -> "\\v";
            default ->
                !Character.isISOControl(c)
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
        };
    }

    /** As Go's {@code time.Duration} prints itself: {@code 1h0m5s}, {@code 1.5s}, {@code 250ms}. */
    static String duration(Duration length) {
        long nanos = Math.abs(length.toNanos());
        String sign = length.isNegative() ? "-" : "";
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000_000_000) {
            String unit = nanos < 1_000 ? "ns" : nanos < 1_000_000 ? "µs" : "ms";
            long size = nanos < 1_000 ? 1 : nanos < 1_000_000 ? 1_000 : 1_000_000;
            return sign + plain(BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(size))) + unit;
        }
        long hours = nanos / 3_600_000_000_000L;
        long minutes = nanos / 60_000_000_000L % 60;
        String seconds = plain(BigDecimal.valueOf(nanos % 60_000_000_000L, 9)) + "s";
        return sign + (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** As {@code %v}: the fewest digits that read back as the same number. */
    static String shortest(double value) {
        String special = special(value);
        return special.isEmpty() ? general(new BigDecimal(Double.toString(value)), value, EXPONENT_FROM) : special;
    }

    /** As {@code %.<precision>g}. */
    static String general(double value, int precision) {
        String special = special(value);
        if (!special.isEmpty()) {
            return special;
        }
        int digits = Math.max(1, precision);
        return general(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)), value, digits);
    }

    private static String general(BigDecimal rounded, double value, int exponentFrom) {
        if (rounded.signum() == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = rounded.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < exponentFrom) {
            return digits.toPlainString();
        }
        String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** As {@code %.<places>f}. */
    static String fixed(double value, int places) {
        String special = special(value);
        if (!special.isEmpty()) {
            return special;
        }
        String text = new BigDecimal(value)
                .setScale(places, RoundingMode.HALF_EVEN)
                .abs()
                .toPlainString();
        return 1 / value < 0 ? "-" + text : text; // what is rounded to nothing keeps its sign
    }

    /** As {@code %.<places>e}. */
    static String scientific(double value, int places) {
        String special = special(value);
        return special.isEmpty() ? String.format(Locale.ROOT, "%." + places + "e", value) : special;
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : "";
    }
}
