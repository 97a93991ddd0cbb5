package dev.nightjar.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * People who take turns. The n-th handoff is always computed from the start, never from the one before: days and weeks
 * hand over at the same wall-clock time through changes of the clocks (so a shift may last an hour more or less), hours
 * are elapsed hours. A handoff at a time that does not exist happens when the clocks jump over it; at a time that comes
 * twice, the first time.
 *
 * @param start wall-clock time of the first handoff, in {@code zone}
 * @param count of {@code unit} in a turn
 * @param overrides times that others take; where two overlap, the one further back in the list counts
 */
public record Rotation(
        String name,
        ZoneId zone,
        LocalDateTime start,
        Unit unit,
        int count,
        List<String> participants,
        List<ShiftOverride> overrides) {
    /** What a turn's length is counted in. */
    public enum Unit {
        HOUR,
        DAY,
        WEEK
    }

    public Rotation {
        participants = List.copyOf(participants);
        overrides = List.copyOf(overrides);
        if (participants.isEmpty() || count < 1) {
            throw new IllegalArgumentException(
                    "rotation " + name + " needs participants and shifts longer than nothing");
        }
    }

    /** The same with more overrides, which count before those that there are. */
    Rotation with(List<ShiftOverride> more) {
        List<ShiftOverride> all = new ArrayList<>(overrides);
        all.addAll(more);
        return new Rotation(name, zone, start, unit, count, participants, all);
    }

    /** Who has that time: whoever took it last, or whose turn it is. */
    public Shift at(Instant instant) {
        Shift shift = turn(instant);
        for (ShiftOverride taken : overrides) {
            if (taken.start().isAfter(instant)) {
                shift = new Shift(shift.person(), shift.start(), earlier(taken.start(), shift.end()), shift.override());
            } else if (taken.end().isAfter(instant)) {
                shift = new Shift(taken.person(), taken.start(), taken.end(), taken);
            } else {
                shift = new Shift(shift.person(), later(taken.end(), shift.start()), shift.end(), shift.override());
            }
        }
        return shift;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Every shift that has a part of that time, in order and without a gap. */
    public List<Shift> between(Instant from, Instant until) {
        List<Shift> shifts = new ArrayList<>();
        for (Instant at = from; at.isBefore(until); at = shifts.getLast().end()) {
            shifts.add(at(at));
        }
        return shifts;
    }

    /** The instant of a wall-clock time in the rotation's zone. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }

    /** Whose turn it is. Before the start it runs backwards, so that there is always somebody. */
    private Shift turn(Instant instant) {
        long number = estimate(instant);
        while (handoff(number).isAfter(instant)) {
            number--;
        }
        while (!handoff(number + 1).isAfter(instant)) {
            number++;
        }
        String person = participants.get(Math.floorMod(number, participants.size()));
        return new Shift(person, handoff(number), handoff(number + 1), null);
    }

    /** At most a shift or two off: a change of the clocks can move it. */
    private long estimate(Instant instant) {
        return switch (unit) {
            case HOUR ->
                Math.floorDiv(Duration.between(instant(start, zone), instant).toHours(), count);
            case DAY, WEEK ->
                Math.floorDiv(
                        ChronoUnit.DAYS.between(start, LocalDateTime.ofInstant(instant, zone)),
                        (unit == Unit.WEEK ? 7L : 1L) * count);
        };
    }

    private Instant handoff(long number) {
        return switch (unit) {
            case HOUR -> instant(start, zone).plus(Duration.ofHours(number * count));
            case DAY -> instant(start.plusDays(number * count), zone);
            case WEEK -> instant(start.plusWeeks(number * count), zone);
        };
    }
}
