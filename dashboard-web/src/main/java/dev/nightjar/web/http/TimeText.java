package dev.nightjar.web.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and durations as the Prometheus and Loki APIs take them. Empty where the text is neither. */
public final class TimeText {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] UNIT_MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
    };
    private static final BigDecimal MAX_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

    /** Seconds of ten to twenty digits, or a date with a year of more than five. */
    private static final Pattern FAR =
            Pattern.compile("[+-]?(?:\\d{10,20}(?:\\.\\d*)?|\\d{6,9}-\\d\\d-\\d\\dT\\S{1,30})");

    private static final Pattern FLOATING_NANOS = Pattern.compile("\\d{1,19}\\.\\d{0,20}(?:[eE][+]?\\d{1,2})?");
    private static final BigDecimal MAX_SECONDS = BigDecimal.TEN.pow(10);

    private TimeText() {}

    /**
     * Seconds since the epoch with decimals, or RFC 3339; as milliseconds. What is finer is rounded as it is as a double, of
     * which some digits are gone: as in Prometheus.
     */
    public static Optional<Long> millis(String text) {
        return scaled(rounded(text), 3).or(() -> instant(text).map(Instant::toEpochMilli));
    }

    /**
     * The same for the bounds of a range, where clients send the farthest times they know for "no bound": what is
     * beyond the years from 1677 to 2262, where nanoseconds end, is {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE}. Go's
     * time of nothing, in the year 1, is one of them.
     */
    public static Optional<Long> boundMillis(String text) {
        return millis(text)
                .or(() -> FAR.matcher(text).matches() ? Optional.of(end(text.startsWith("-"))) : Optional.empty())
                .or(() -> date(text).map(time -> end(time.getEpochSecond() < 0)));
    }

    private static long end(boolean past) {
        return past ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * Whole nanoseconds since the epoch, seconds with decimals, or RFC 3339; as nanoseconds. More seconds than any time has
     * are nanoseconds, too: clients whose numbers are floating write them with a point.
     */
    public static Optional<Long> nanos(String text) {
        if (isDigits(text) && text.length() > 10) {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return scaled(text, 9)
                .or(() -> instant(text)
                        .map(time -> Math.addExact(
                                Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano())))
                .or(() -> FLOATING_NANOS.matcher(text).matches() ? floatingNanos(text) : Optional.empty());
    }

    private static Optional<Long> floatingNanos(String text) {
        BigDecimal nanos = new BigDecimal(text);
        return nanos.compareTo(MAX_SECONDS) > 0 && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? Optional.of(nanos.longValue())
                : Optional.empty();
    }

    /** Such as {@code 5m}, {@code 1h30m} or seconds with decimals; as milliseconds. */
    public static Optional<Long> durationMillis(String text) {
        Optional<Long> seconds = scaled(text, 3);
        if (seconds.isPresent() || text.isEmpty()) {
            return seconds;
        }
        Matcher units = DURATION.matcher(text);
        if (!units.matches()) {
            return Optional.empty();
        }
        try {
            long millis = 0;
            for (int i = 0; i < UNIT_MILLIS.length; i++) {
                if (units.group(i + 1) != null) {
                    millis = Math.addExact(
                            millis, Math.multiplyExact(Long.parseLong(units.group(i + 1)), UNIT_MILLIS[i]));
                }
            }
            return Optional.of(millis);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String rounded(String text) {
        if (text.indexOf('.') < 0 || text.length() - text.indexOf('.') <= 4 || text.length() > 40) {
            return text;
        }
        try {
            BigDecimal kept = new BigDecimal(Double.parseDouble(text));
            return kept.setScale(3, RoundingMode.HALF_UP).toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Optional<Long> scaled(String text, int digits) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(text.strip());
            if (seconds.precision() - seconds.scale() > 12) {
                return Optional.empty();
            }
            BigDecimal scaled = seconds.scaleByPowerOfTen(digits).setScale(0, RoundingMode.HALF_UP);
            return scaled.scaleByPowerOfTen(-digits).abs().scaleByPowerOfTen(3).compareTo(MAX_MILLIS) > 0
                    ? Optional.empty()
                    : Optional.of(scaled.longValueExact());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        return date(text).filter(time -> Math.abs(time.getEpochSecond()) <= MAX_MILLIS.longValue() / 1000);
    }

    /** RFC 3339, any year of four digits. */
    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
