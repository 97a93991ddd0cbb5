package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The time an objective's budget is for. */
public sealed interface SloWindow {
    /** How long it is; of a calendar's, how long it usually is. */
    Duration length();

    /** The window that {@code now} lies in; a rolling one ends there. */
    Period at(Instant now);

    /** Such as {@code 30d}, or {@code each month in Europe/Berlin}. */
    String words();

    /** {@code until} is not inside. */
    record Period(Instant from, Instant until) {
        public Period {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("a window must have a length, found " + from + " to " + until);
            }
        }

        public Duration length() {
            return Duration.between(from, until);
        }
    }

    /** The last so long, whenever one looks: an old outage gives its budget back when it leaves. */
    record Rolling(Duration length) implements SloWindow {
        public Rolling {
            if (!length.isPositive()) {
                throw new IllegalArgumentException("a window must have a length, found " + length);
            }
        }

        @Override
        public Period at(Instant now) {
            return new Period(now.minus(length), now);
        }

        @Override
        public String words() {
            return DurationText.of(length);
        }
    }

    /** What a calendar counts. */
    enum Unit {
        DAY(ChronoUnit.DAYS, 1, Duration.ofDays(1)),
        WEEK(ChronoUnit.WEEKS, 1, Duration.ofDays(7)),
        MONTH(ChronoUnit.MONTHS, 1, Duration.ofDays(30)),
        QUARTER(ChronoUnit.MONTHS, 3, Duration.ofDays(91)),
        YEAR(ChronoUnit.YEARS, 1, Duration.ofDays(365));

        private final ChronoUnit unit;
        private final int times;
        private final Duration usual;

        Unit(ChronoUnit unit, int times, Duration usual) {
            this.unit = unit;
            this.times = times;
            this.usual = usual;
        }
    }

    /**
     * Starts anew at each boundary of a calendar. Boundaries are local times: a day of 23 or 25 hours is a day.
     *
     * @param start of any window, from which the others follow; months of a start on the 31st begin on their last day
     */
    record Calendar(Unit unit, int count, LocalDateTime start, ZoneId zone) implements SloWindow {
        public Calendar {
            if (count < 1) {
                throw new IllegalArgumentException("a window must have a length, found " + count + " " + unit);
            }
        }

        @Override
        public Duration length() {
            return unit.usual.multipliedBy(count);
        }

        @Override
        public Period at(Instant now) {
            LocalDateTime local = LocalDateTime.ofInstant(now, zone);
            long step = (long) unit.times * count;
            long number = Math.floorDiv(unit.unit.between(start, local), step);
            // Between says the whole units of local time, which a clock that was changed can have one too many of.
            while (boundary(number * step).isAfter(now)) {
                number--;
            }
            while (!boundary((number + 1) * step).isAfter(now)) {
                number++;
            }
            return new Period(boundary(number * step), boundary((number + 1) * step));
        }

        /** Always counted from the start, so that a short month does not shorten those behind it. */
        private Instant boundary(long units) {
            return start.plus(units, unit.unit).atZone(zone).toInstant();
        }

        @Override
        public String words() {
            String name = unit.name().toLowerCase(java.util.Locale.ROOT);
            return "each " + (count == 1 ? name : count + " " + name + "s") + " in " + zone;
        }
    }
}
