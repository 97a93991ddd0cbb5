package dev.nightjar.alerting.silence;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.SilenceEvent.SilenceExpired;
import dev.nightjar.model.event.SilenceEvent.SilenceReminded;
import dev.nightjar.model.event.SilenceEvent.SilenceSaved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Decides what becomes of silences: reads the book, gives events, changes nothing. As Alertmanager decides it. */
public final class SilenceRules {
    private final SilenceBook book;
    private final RandomGenerator random;

    /** {@code random} gives ids. */
    public SilenceRules(SilenceBook book, RandomGenerator random) {
        this.book = book;
        this.random = random;
    }

    /** What is wrong with a wish; empty when nothing is. */
    public Optional<String> problem(SilenceWish wish, Instant now) {
        if (!wish.startsAt().isBefore(wish.endsAt())) {
            return Optional.of("start time must be before end time");
        }
        if (wish.endsAt().isBefore(now) && wish.recurrence() == null) {
            return Optional.of("end time can't be in the past");
        }
        if (wish.matchers().isEmpty()) {
            return Optional.of("silence invalid: at least one matcher required");
        }
        if (wish.matchers().stream().allMatch(SilenceRules::matchesNothing)) {
            return Optional.of("silence invalid: at least one matcher must not match the empty string");
        }
        return Optional.empty();
    }

    /** As Alertmanager has it, what a label must not be counts as a condition. */
    private static boolean matchesNothing(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL, MATCHES -> matcher.matchesAbsent();
            case NOT_EQUAL, NOT_MATCHES -> false;
        };
    }

    /** The events that make or change a silence that has no {@link #problem}; empty when there is none of its id. */
    public Optional<List<SilenceEvent>> save(SilenceWish wish, Instant now) {
        if (wish.id().isEmpty()) {
            return Optional.of(List.of(made(wish, Map.of(), now)));
        }
        Optional<Silence> previous = book.silence(wish.id());
        if (previous.isEmpty()) {
            return Optional.empty();
        }
        if (canChange(previous.get(), wish, now)) {
            return Optional.of(List.of(saved(
                    wish,
                    wish.id(),
                    wish.startsAt(),
                    wish.endsAt(),
                    previous.get().annotations(),
                    now)));
        }
        List<SilenceEvent> events = new ArrayList<>();
        if (previous.get().state(now) != Silence.State.EXPIRED) {
            events.add(new SilenceExpired(now, wish.id(), wish.createdBy(), "replaced by another"));
        }
        events.add(made(wish, previous.get().annotations(), now));
        return Optional.of(events);
    }

    private static boolean canChange(Silence previous, SilenceWish wish, Instant now) {
        if (!previous.matchers().equals(wish.matchers())) {
            return false;
        }
        return switch (previous.state(now)) {
            case ACTIVE ->
                wish.startsAt().getEpochSecond()
                                == previous.occurrence(now).startsAt().getEpochSecond()
                        && !wish.endsAt().isBefore(now);
            case PENDING -> !wish.startsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }

    private SilenceSaved made(SilenceWish wish, Map<String, String> noted, Instant now) {
        boolean late = wish.startsAt().isBefore(now) && wish.recurrence() == null;
        return saved(wish, newId(), late ? now : wish.startsAt(), wish.endsAt(), noted, now);
    }

    private static SilenceSaved saved(
            SilenceWish wish, String id, Instant startsAt, Instant endsAt, Map<String, String> noted, Instant now) {
        Map<String, String> annotations = wish.annotations();
        Recurrence recurrence = wish.recurrence();
        return new SilenceSaved(
                now,
                id,
                Silence.conditions(wish.matchers()),
                startsAt,
                endsAt,
                wish.createdBy(),
                wish.comment(),
                recurrence == null ? "" : recurrence.every().word(),
                recurrence == null ? "" : recurrence.zone().getId(),
                recurrence == null ? null : recurrence.until(),
                wish.quiet().toSeconds(),
                wish.reminder().toSeconds(),
                annotations == null ? noted : annotations);
    }

    /** Ends one now; nothing where it has ended. */
    public List<SilenceEvent> expire(Silence silence, String by, String reason, Instant now) {
        return silence.state(now) == Silence.State.EXPIRED
                ? List.of()
                : List.of(new SilenceExpired(now, silence.id(), by, reason));
    }

    /** What time alone brings: silences that nothing has matched for long end, others are about to end. */
    public Due due(Collection<Labels> firing, Instant now) {
        List<SilenceEvent> events = new ArrayList<>();
        List<Ending> ending = new ArrayList<>();
        book.bury(now);
        for (Silence silence : book.living()) {
            if (!silence.isActive(now)
                    || (silence.quiet().isZero() && silence.remind().isZero())) {
                continue;
            }
            List<Labels> held = firing.stream().filter(silence::matches).toList();
            Silence.Occurrence occurrence = silence.occurrence(now);
            if (!held.isEmpty()) {
                book.matched(silence.id(), now);
            }
            Instant last = book.lastMatched(silence.id(), occurrence.startsAt());
            boolean quiet = !silence.quiet().isZero()
                    && Duration.between(last, now).compareTo(silence.quiet()) >= 0
                    && silence.recurrence() == null;
            if (quiet) {
                events.add(new SilenceExpired(
                        now,
                        silence.id(),
                        "",
                        "nothing has matched it for " + silence.quiet().toMinutes() + " min"));
            } else if (isToRemind(silence, occurrence, now) && !held.isEmpty()) {
                events.add(new SilenceReminded(now, silence.id(), occurrence.endsAt()));
                ending.add(new Ending(silence, occurrence.endsAt(), held));
            }
        }
        return new Due(events, ending);
    }

    private boolean isToRemind(Silence silence, Silence.Occurrence occurrence, Instant now) {
        return !silence.remind().isZero()
                && !now.isBefore(occurrence.endsAt().minus(silence.remind()))
                && !occurrence.endsAt().equals(book.remindedOf(silence.id()));
    }

    /** A silence about to end, and what it holds back, which will then be told of. */
    public record Ending(Silence silence, Instant endsAt, List<Labels> held) {
        public Ending {
            held = List.copyOf(held);
        }
    }

    /** What time alone brought. */
    public record Due(List<SilenceEvent> events, List<Ending> ending) {
        public Due {
            events = List.copyOf(events);
            ending = List.copyOf(ending);
        }
    }

    private String newId() {
        long most = (random.nextLong() & ~0xf000L) | 0x4000L;
        long least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }
}
