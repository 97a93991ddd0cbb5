package dev.nightjar.agent;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the time a line says of itself: ISO 8601 near its beginning, with {@code T} or a blank, a fraction after a dot
 * or comma, and a zone or none (UTC then).
 */
final class LineTime {
    private static final int LOOK_AT_BYTES = 96;

    /** A line that claims to be much older or younger than its reading is not believed. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Duration YOUNGEST = Duration.ofMinutes(5);

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?(?: ?(Z|[+-]\\d\\d:?\\d\\d))?");

    private static final int NANO_DIGITS = 9;

    private static final long[] TEN_TO_THE = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private LineTime() {}

    /**
     * Nanoseconds since the epoch. Equal lines of one moment are several all the same, and a store keeps a line of one
     * time once: so digits that the line does not write say where it stands.
     *
     * @param place of the line in its file
     * @param readNanos the time of the reading, taken where the line has no believable time
     */
    static long of(byte[] bytes, int from, int to, long place, long readNanos) {
        int look = Math.min(to - from, LOOK_AT_BYTES);
        Matcher iso = ISO.matcher(new String(bytes, from, look, StandardCharsets.ISO_8859_1));
        if (!iso.find()) {
            return readNanos;
        }
        try {
            Instant said = LocalDateTime.of(
                            number(iso, 1),
                            number(iso, 2),
                            number(iso, 3),
                            number(iso, 4),
                            number(iso, 5),
                            number(iso, 6))
                    .plusNanos(fraction(iso.group(7)))
                    .toInstant(iso.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(iso.group(8)));
            Instant read = Instant.ofEpochSecond(0, readNanos);
            return said.isBefore(read.minus(OLDEST)) || said.isAfter(read.plus(YOUNGEST))
                    ? readNanos
                    : said.getEpochSecond() * 1_000_000_000L + said.getNano() + place % unwritten(iso.group(7));
        } catch (DateTimeException e) {
            return readNanos; // 2026-13-45 is no time
        }
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    /** How many nanoseconds there are below the last digit written. */
    private static long unwritten(@Nullable String digits) {
        int written = digits == null ? 0 : digits.length();
        return TEN_TO_THE[NANO_DIGITS - written];
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00000000").substring(0, 9));
    }
}
