package dev.nightjar.alerting;

import dev.nightjar.alerting.oncall.HandOver;
import dev.nightjar.alerting.oncall.HandOverBook;
import dev.nightjar.alerting.oncall.HandOverResult;
import dev.nightjar.alerting.oncall.HandOverRules;
import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.model.event.OnCallEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who is on call, by the file and by what people hand over to one another. Thread-safe. */
public final class OnCallDesk {
    /** The file with what was handed over, for as long as neither changes. */
    private record Combined(OnCall file, List<HandOver> handOvers, OnCall inForce) {}

    private final Ledger ledger;
    private final HandOverBook book;
    private final HandOverRules rules;
    private final Supplier<OnCall> file;
    private final InstantSource clock;
    private volatile @Nullable Combined combined;

    /** @param file what {@code oncall.yml} says now */
    OnCallDesk(Ledger ledger, HandOverBook book, Supplier<OnCall> file, InstantSource clock, RandomGenerator random) {
        this.ledger = ledger;
        this.book = book;
        this.rules = new HandOverRules(book, random);
        this.file = file;
        this.clock = clock;
    }

    /** As it is in force. */
    @SuppressWarnings("ReferenceEquality") // equal ones that are others are combined again, no more
    public OnCall people() {
        OnCall defined = file.get();
        List<HandOver> handOvers = book.all();
        Combined known = combined;
        if (known == null || known.file() != defined || known.handOvers() != handOvers) {
            known = new Combined(defined, handOvers, defined.with(handOvers));
            combined = known;
        }
        return known.inForce();
    }

    /** In the order in which they were made; of those that are long over, none. */
    public List<HandOver> handOvers() {
        return book.all();
    }

    /** Those that are not over and do not count, as the file no longer has whom or what they are about. */
    List<HandOver> lost() {
        Instant now = clock.instant();
        return book.all().stream()
                .filter(each -> each.state(now) != HandOver.State.OVER
                        && people().lost(each).isPresent())
                .toList();
    }

    /** Gives somebody a time of a rotation; what is asked for again under its id is done already. */
    public HandOverResult handOver(HandOverWish wish, String by) {
        AtomicReference<HandOverResult> answer = new AtomicReference<>(new HandOverResult.Unknown(wish.id()));
        List<OnCallEvent> written = ledger.handOver(() -> {
            Instant now = clock.instant();
            OnCall onCall = people();
            Optional<HandOverResult> settled = rules.settled(wish, by, onCall, now);
            settled.ifPresent(answer::set);
            return settled.isPresent() ? List.of() : List.of(rules.made(wish, by, onCall, now));
        });
        return written.isEmpty() ? answer.get() : done(written.getFirst().overrideId());
    }

    /** Ends an override now; one that had not begun never counts, one that is over stays as it is. */
    public HandOverResult end(String id, String by) {
        if (book.handOver(id).isEmpty()) {
            return new HandOverResult.Unknown(id);
        }
        ledger.handOver(() -> book.handOver(id)
                .<List<OnCallEvent>>map(known -> List.copyOf(rules.ended(known, by, clock.instant())))
                .orElse(List.of()));
        return done(id);
    }

    private HandOverResult done(String id) {
        return book.handOver(id)
                .<HandOverResult>map(HandOverResult.Done::new)
                .orElseGet(() -> new HandOverResult.Unknown(id));
    }
}
