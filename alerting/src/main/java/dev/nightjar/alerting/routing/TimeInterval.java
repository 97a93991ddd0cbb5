package dev.nightjar.alerting.routing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * A named set of times: an instant is in it when it fulfils every condition of one of its spans. A condition that is
 * empty is always fulfilled.
 */
public record TimeInterval(String name, List<Span> spans) {
    /** Both ends belong to it. Days of a month count from the end where they are negative. */
    record Range(int first, int last) {}

    /** Minutes of a day; {@code end} does not belong to it. */
    record Clock(int start, int end) {}

    /**
     * @param weekdays Sunday is 0
     */
    record Span(
            List<Clock> times,
            List<Range> weekdays,
            List<Range> daysOfMonth,
            List<Range> months,
            List<Range> years,
            ZoneId zone) {
        Span {
            times = List.copyOf(times);
            weekdays = List.copyOf(weekdays);
            daysOfMonth = List.copyOf(daysOfMonth);
            months = List.copyOf(months);
            years = List.copyOf(years);
        }

        boolean contains(Instant instant) {
            ZonedDateTime local = instant.atZone(zone);
            int minute = local.getHour() * 60 + local.getMinute();
            return (times.isEmpty() || times.stream().anyMatch(time -> time.start() <= minute && minute < time.end()))
                    && isIn(local.getDayOfWeek().getValue() % 7, weekdays)
                    && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(range -> isDay(local, range)))
                    && isIn(local.getMonthValue(), months)
                    && isIn(local.getYear(), years);
        }

        private static boolean isIn(int value, List<Range> ranges) {
            return ranges.isEmpty()
                    || ranges.stream().anyMatch(range -> range.first() <= value && value <= range.last());
        }

        private static boolean isDay(ZonedDateTime local, Range range) {
            int length = local.toLocalDate().lengthOfMonth();
            int first = range.first() < 0 ? length + range.first() + 1 : range.first();
            int last = range.last() < 0 ? length + range.last() + 1 : range.last();
            int day = local.getDayOfMonth();
            return Math.max(1, first) <= day && day <= Math.min(length, last);
        }
    }

    public TimeInterval {
        spans = List.copyOf(spans);
    }

    public boolean contains(Instant instant) {
        return spans.stream().anyMatch(span -> span.contains(instant));
    }
}
