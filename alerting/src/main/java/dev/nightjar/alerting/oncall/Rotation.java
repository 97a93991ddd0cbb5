package dev.nightjar.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * People who take turns. The n-th handoff is always computed from the start, never from the one before: days and weeks
 * hand over at the same wall-clock time through changes of the clocks (so a shift may last an hour more or less), hours
 * are elapsed hours. A handoff at a time that does not exist happens when the clocks jump over it; at a time that comes
 * twice, the first time.
 *
 * @param start wall-clock time of the first handoff, in {@code zone}
 * @param count of {@code unit} in a shift
 */
public record Rotation(String name, ZoneId zone, LocalDateTime start, Unit unit, int count, List<String> participants) {
    /** What a shift's length is counted in. */
    public enum Unit {
        HOUR,
        DAY,
        WEEK
    }

    /** A turn. {@code end} belongs to the next. */
    public record Shift(String person, Instant start, Instant end) {}

    public Rotation {
        participants = List.copyOf(participants);
        if (participants.isEmpty() || count < 1) {
            throw new IllegalArgumentException(
                    "rotation " + name + " needs participants and shifts longer than nothing");
        }
    }

    /** Whose turn it is. Before the start it runs backwards, so that there is always somebody. */
    public Shift at(Instant instant) {
        long number = estimate(instant);
        while (handoff(number).isAfter(instant)) {
            number--;
        }
        while (!handoff(number + 1).isAfter(instant)) {
            number++;
        }
        String person = participants.get(Math.floorMod(number, participants.size()));
        return new Shift(person, handoff(number), handoff(number + 1));
    }

    /** At most a shift or two off: a change of the clocks can move it. */
    private long estimate(Instant instant) {
        return switch (unit) {
            case HOUR -> Math.floorDiv(Duration.between(valid(start), instant).toHours(), count);
            case DAY, WEEK ->
                Math.floorDiv(
                        ChronoUnit.DAYS.between(start, LocalDateTime.ofInstant(instant, zone)),
                        (unit == Unit.WEEK ? 7L : 1L) * count);
        };
    }

    private Instant handoff(long number) {
        return switch (unit) {
            case HOUR -> valid(start).plus(Duration.ofHours(number * count));
            case DAY -> valid(start.plusDays(number * count));
            case WEEK -> valid(start.plusWeeks(number * count));
        };
    }

    private Instant valid(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }
}
