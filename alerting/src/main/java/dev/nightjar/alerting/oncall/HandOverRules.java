package dev.nightjar.alerting.oncall;

import dev.nightjar.alerting.oncall.HandOverResult.Done;
import dev.nightjar.alerting.oncall.HandOverResult.Invalid;
import dev.nightjar.alerting.oncall.HandOverResult.Taken;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.model.event.OnCallEvent.ShiftOverridden;
import dev.nightjar.model.event.OnCallEvent.ShiftOverrideEnded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Decides which overrides may be made: reads the book, gives events, changes nothing. */
public final class HandOverRules {
    /** Who is away for longer is better taken out of the rotation. */
    static final Duration LONGEST = Duration.ofDays(92);

    /** As far ahead as a schedule can be looked at. */
    static final Duration FARTHEST = Duration.ofDays(400);

    static final int MOST_OPEN = 200;
    static final int LONGEST_REASON = 500;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final HandOverBook book;
    private final RandomGenerator random;

    /** {@code random} gives ids. */
    public HandOverRules(HandOverBook book, RandomGenerator random) {
        this.book = book;
        this.random = random;
    }

    /** What becomes of a wish that makes nothing: it was granted before, or there is something wrong with it. */
    public Optional<HandOverResult> settled(HandOverWish wish, String by, OnCall onCall, Instant now) {
        Optional<HandOver> known = wish.id().isEmpty() ? Optional.empty() : book.handOver(wish.id());
        return known.<HandOverResult>map(other -> isSame(other, wish, by) ? new Done(other) : new Taken(other))
                .or(() -> problem(wish, onCall, now));
    }

    /** Whether it is what is wanted; what was left open may be anything. */
    private static boolean isSame(HandOver known, HandOverWish wish, String by) {
        Instant from = wish.from();
        Instant until = wish.until();
        boolean isFromNow = !known.from().isAfter(known.madeAt());
        return known.by().equals(by)
                && known.rotation().equals(wish.rotation())
                && known.person().equals(wish.person())
                && known.reason().equals(wish.reason().strip())
                && (from == null || known.from().equals(from) || (isFromNow && from.isBefore(known.madeAt())))
                && (until == null || known.until().equals(until));
    }

    /** What is wrong with a wish; empty when nothing is. */
    private Optional<Invalid> problem(HandOverWish wish, OnCall onCall, Instant now) {
        if (!wish.id().isEmpty() && !ID.matcher(wish.id()).matches()) {
            return invalid(
                    "overrideId: \"" + wish.id() + "\" is no id",
                    "up to 64 of A-Z, a-z, 0-9, _ and -, or leave it out");
        }
        Rotation rotation = onCall.rotations().get(wish.rotation());
        if (rotation == null) {
            return invalid(
                    "rotation: \"" + wish.rotation() + "\" is not in oncall.yml"
                            + Suggestion.among(onCall.rotations().keySet(), wish.rotation()),
                    those("rotations", onCall.rotations().keySet()));
        }
        if (onCall.person(wish.person()).isEmpty()) {
            return invalid(
                    "person: \"" + wish.person() + "\" is not in oncall.yml"
                            + Suggestion.among(onCall.people().keySet(), wish.person()),
                    those("people", onCall.people().keySet()));
        }
        if (wish.reason().strip().length() > LONGEST_REASON) {
            return invalid("reason: " + wish.reason().strip().length() + " characters", LONGEST_REASON + " at most");
        }
        return problem(from(wish, now), until(wish, rotation, now), now)
                .or(() -> open(rotation.name(), now) < MOST_OPEN
                        ? Optional.empty()
                        : invalid(
                                "rotation: \"" + rotation.name() + "\" has " + MOST_OPEN
                                        + " overrides that are not over",
                                "end some, or write the change into oncall.yml"));
    }

    private static Optional<Invalid> problem(Instant from, Instant until, Instant now) {
        if (!until.isAfter(now)) {
            return invalid("end: " + until + " is past, it is " + now, "who was on call then does not change any more");
        }
        if (!from.isBefore(until)) {
            return invalid("end: " + until + " is not after the start, " + from, "let it end later");
        }
        if (from.isAfter(now.plus(FARTHEST))) {
            return invalid(
                    "start: " + from + " is more than " + FARTHEST.toDays() + " days ahead",
                    "write it into oncall.yml, under overrides");
        }
        if (until.isAfter(from.plus(LONGEST))) {
            return invalid(
                    "end: " + Duration.between(from, until).toDays() + " days are more than " + LONGEST.toDays(),
                    "change the rotation's participants in oncall.yml, or make several overrides");
        }
        return Optional.empty();
    }

    private static Optional<Invalid> invalid(String problem, String advice) {
        return Optional.of(new Invalid(problem, advice));
    }

    private static String those(String what, Collection<String> names) {
        return names.isEmpty() ? "there are no " + what + " in it" : what + " there: " + String.join(", ", names);
    }

    private long open(String rotation, Instant now) {
        return book.all().stream()
                .filter(each -> each.rotation().equals(rotation) && each.state(now) != HandOver.State.OVER)
                .count();
    }

    /** The event that makes one that is not {@link #settled}. */
    public ShiftOverridden made(HandOverWish wish, String by, OnCall onCall, Instant now) {
        Rotation rotation = onCall.rotations().get(wish.rotation());
        if (rotation == null) {
            throw new IllegalArgumentException("there is no rotation \"" + wish.rotation() + "\"");
        }
        return new ShiftOverridden(
                now,
                wish.id().isEmpty() ? newId() : wish.id(),
                wish.rotation(),
                wish.person(),
                from(wish, now),
                until(wish, rotation, now),
                wish.reason().strip(),
                by);
    }

    private static Instant from(HandOverWish wish, Instant now) {
        Instant wanted = wish.from();
        return wanted == null || wanted.isBefore(now) ? now.truncatedTo(ChronoUnit.MILLIS) : wanted;
    }

    private static Instant until(HandOverWish wish, Rotation rotation, Instant now) {
        Instant wanted = wish.until();
        return wanted == null ? rotation.at(from(wish, now)).end() : wanted;
    }

    /** The event that ends one; nothing where it is over. */
    public List<ShiftOverrideEnded> ended(HandOver handOver, String by, Instant now) {
        return handOver.state(now) == HandOver.State.OVER
                ? List.of()
                : List.of(new ShiftOverrideEnded(now, handOver.id(), by));
    }

    private String newId() {
        StringBuilder id = new StringBuilder("o");
        for (int i = 0; i < 11; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return book.handOver(id.toString()).isPresent() ? newId() : id.toString();
    }
}
