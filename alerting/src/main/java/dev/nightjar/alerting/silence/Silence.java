package dev.nightjar.alerting.silence;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.SilenceEvent.Condition;
import dev.nightjar.model.event.SilenceEvent.SilenceSaved;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds back alerts that all of its matchers match.
 *
 * @param startsAt of the first occurrence
 * @param endsAt of the first occurrence; does not belong to it
 * @param recurrence null: once only
 * @param quiet ends early once nothing has matched for so long; zero: never
 * @param remind how long before its end alerts that it still holds back are told of; zero: never
 * @param annotations what programs note of it, by name
 * @param expiredAt when somebody or something ended it; null: nobody did
 * @param expiredBy why, and who
 */
public record Silence(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        Instant updatedAt,
        String createdBy,
        String comment,
        @Nullable Recurrence recurrence,
        Duration quiet,
        Duration remind,
        Map<String, String> annotations,
        @Nullable Instant expiredAt,
        String expiredBy) {
    /** Where it stands. */
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    /** One time in which it is active. */
    public record Occurrence(Instant startsAt, Instant endsAt) {}

    public Silence {
        matchers = List.copyOf(matchers);
        annotations = Map.copyOf(annotations);
    }

    static Silence of(SilenceSaved saved) {
        return new Silence(
                saved.silenceId(),
                saved.conditions().stream().map(Silence::matcher).toList(),
                saved.startsAt(),
                saved.endsAt(),
                saved.at(),
                saved.createdBy(),
                saved.comment(),
                saved.every().isEmpty()
                        ? null
                        : new Recurrence(Recurrence.Every.of(saved.every()), zone(saved.zone()), saved.until()),
                saved.quiet(),
                saved.remind(),
                saved.annotations(),
                null,
                "");
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static Matcher matcher(Condition condition) {
        Matcher.Op op = List.of(Matcher.Op.values()).stream()
                .filter(each -> each.symbol().equals(condition.op()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown operator \"" + condition.op() + "\""));
        return new Matcher(condition.name(), op, condition.value());
    }

    static List<Condition> conditions(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> new Condition(matcher.name(), matcher.op().symbol(), matcher.value()))
                .toList();
    }

    Silence expired(Instant at, String why) {
        return new Silence(
                id,
                matchers,
                startsAt,
                endsAt,
                at,
                createdBy,
                comment,
                recurrence,
                quiet,
                remind,
                annotations,
                at,
                why);
    }

    public boolean matches(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The time in which it is active at {@code now}; else the next; else the last. */
    public Occurrence occurrence(Instant now) {
        Duration length = Duration.between(startsAt, endsAt);
        if (expiredAt != null) {
            Instant begun = recurrence == null ? startsAt : recurrence.beginning(startsAt, expiredAt);
            Instant end = expiredAt.isBefore(begun.plus(length)) ? expiredAt : begun.plus(length);
            return new Occurrence(begun.isAfter(expiredAt) ? expiredAt : begun, end);
        }
        if (recurrence == null) {
            return new Occurrence(startsAt, endsAt);
        }
        Instant begun = recurrence.beginning(startsAt, now);
        Instant next = recurrence.next(startsAt, now);
        Instant shown = begun.plus(length).isAfter(now) || next == null ? begun : next;
        return new Occurrence(shown, shown.plus(length));
    }

    public State state(Instant now) {
        if (expiredAt != null) {
            return State.EXPIRED;
        }
        Occurrence shown = occurrence(now);
        if (now.isBefore(shown.startsAt())) {
            return State.PENDING;
        }
        return now.isBefore(shown.endsAt()) ? State.ACTIVE : State.EXPIRED;
    }

    public boolean isActive(Instant now) {
        return state(now) == State.ACTIVE;
    }
}
