package dev.nightjar.query.promql;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;

/** What the calendar says, in UTC, of seconds since the epoch. */
final class DateFunctions {
    private static final Map<String, ToIntFunction<LocalDateTime>> ALL = Map.of(
            "minute", LocalDateTime::getMinute,
            "hour", LocalDateTime::getHour,
            "day_of_week", time -> time.getDayOfWeek().getValue() % 7,
            "day_of_month", LocalDateTime::getDayOfMonth,
            "day_of_year", LocalDateTime::getDayOfYear,
            "days_in_month", time -> (int) time.range(ChronoField.DAY_OF_MONTH).getMaximum(),
            "month", LocalDateTime::getMonthValue,
            "year", LocalDateTime::getYear);

    /** Years beyond this are no dates. */
    private static final double MAX_SECONDS = 3e16;

    private DateFunctions() {}

    static Optional<DoubleUnaryOperator> named(String name) {
        return Optional.ofNullable(ALL.get(name)).map(field -> seconds -> {
            if (!(Math.abs(seconds) < MAX_SECONDS)) {
                return Double.NaN;
            }
            return field.applyAsInt(LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC));
        });
    }
}
