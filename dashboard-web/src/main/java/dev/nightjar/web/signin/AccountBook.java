package dev.nightjar.web.signin;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.SessionEvent.SessionsEnded;
import dev.nightjar.model.event.SignInEvent;
import dev.nightjar.model.event.SignInEvent.PersonSignedIn;
import dev.nightjar.model.event.SignInEvent.SignInRefused;
import dev.nightjar.model.event.SignInEvent.UserNameFreed;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.web.access.EndedSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which account a name belongs to, as the events say: the first that signed in under it, so that nobody becomes somebody else
 * by changing what they are called at the issuer. Also who was refused of late. Thread-safe.
 */
public final class AccountBook implements EventLog.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(AccountBook.class);
    private static final int REFUSALS_KEPT = 100;

    /** Anybody can be refused as often as they like: so many an hour are written down, all others only logged. */
    private static final int REFUSALS_AN_HOUR = 60;

    /** An account that signed in. */
    public record Account(String issuer, String subject, String user, String role, Instant signedInAt) {}

    /** Somebody who was turned away. */
    public record Refusal(Instant at, @Nullable String subject, String why, String from) {}

    private record Name(String issuer, String user) {
        static Name of(String issuer, String user) {
            return new Name(issuer, user.toLowerCase(Locale.ROOT));
        }
    }

    private final EventLog log;
    private final InstantSource clock;
    private final EndedSessions ended;
    private final Map<Name, Account> accounts = new HashMap<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();

    private AccountBook(EventLog log, InstantSource clock, EndedSessions ended) {
        this.log = log;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * Knows nobody until it is told what {@code log} holds.
     *
     * @param ended is told of sessions that end since their account is no more what it was
     */
    public static AccountBook unread(EventLog log, InstantSource clock, EndedSessions ended) {
        return new AccountBook(log, clock, ended);
    }

    @Override
    public synchronized void appended(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            if (stored.event() instanceof SignInEvent event) {
                apply(event);
            }
        }
    }

    private void apply(SignInEvent event) {
        switch (event) {
            case PersonSignedIn in ->
                accounts.put(
                        Name.of(in.issuer(), in.user()),
                        new Account(in.issuer(), in.subject(), in.user(), in.role(), in.at()));
            case SignInRefused refused -> {
                refusals.addLast(new Refusal(refused.at(), refused.subject(), refused.why(), refused.from()));
                if (refusals.size() > REFUSALS_KEPT) {
                    refusals.removeFirst();
                }
            }
            case UserNameFreed freed -> accounts.remove(Name.of(freed.issuer(), freed.user()));
        }
    }

    /** Who has the name at {@code issuer}; empty: nobody. */
    private Optional<Account> holder(String issuer, String user) {
        return Optional.ofNullable(accounts.get(Name.of(issuer, user)));
    }

    /**
     * Writes that somebody came in, unless the name is another account's, which is then answered. Whose name it is known to be
     * comes in though it cannot be written: a full disk is what people sign in for. Where they have another role than the last
     * time, what they began with that one has ended. Blocks.
     */
    synchronized Optional<Account> enter(PersonSignedIn in) {
        Optional<Account> holder = holder(in.issuer(), in.user());
        Optional<Account> other = holder.filter(account -> !account.subject().equals(in.subject()));
        if (other.isEmpty()) {
            Optional<SessionsEnded> older = holder.filter(
                            account -> !account.role().equals(in.role()))
                    .map(changed -> new SessionsEnded(in.at(), in.user(), in.at(), in.user()));
            try {
                log.append(Stream.concat(Stream.of(in), older.stream()).toList());
            } catch (EventsNotStoredException e) {
                if (holder.isEmpty()) {
                    throw e;
                }
                LOG.warn("that {} signed in could not be written down: {}", in.user(), e.getMessage());
            }
            apply(in);
            older.ifPresent(ended::apply);
        }
        return other;
    }

    /** Writes that somebody was turned away. Blocks. */
    synchronized void refuse(SignInRefused refused) {
        LOG.warn(
                "a sign-in from {} was refused{}: {}",
                refused.from(),
                refused.subject() == null ? "" : " (account " + refused.subject() + ")",
                refused.why());
        Instant hourAgo = clock.instant().minus(Duration.ofHours(1));
        if (refusals.stream().filter(each -> each.at().isAfter(hourAgo)).count() < REFUSALS_AN_HOUR) {
            try {
                log.append(List.of(refused));
            } catch (EventsNotStoredException e) {
                LOG.warn("that refusal could not be written down: {}", e.getMessage());
            }
            apply(refused);
        }
    }

    /** Takes a name from its account, whose sessions under it end; empty where it has none. Blocks. */
    synchronized Optional<Account> free(String issuer, String user, String by) {
        Optional<Account> freed = holder(issuer, user);
        if (freed.isPresent()) {
            Instant now = clock.instant();
            UserNameFreed event = new UserNameFreed(now, issuer, user, by);
            SessionsEnded sessions = EndedSessions.all(user, now, by);
            log.append(List.<Event>of(event, sessions));
            apply(event);
            ended.apply(sessions);
        }
        return freed;
    }

    /** Who signed in last first. */
    synchronized List<Account> accounts() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::signedInAt).reversed())
                .toList();
    }

    /** The latest first. */
    synchronized List<Refusal> refusals() {
        return new ArrayList<>(refusals).reversed();
    }
}
