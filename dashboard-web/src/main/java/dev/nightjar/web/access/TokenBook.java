package dev.nightjar.web.access;

import dev.nightjar.model.event.AccessEvent;
import dev.nightjar.model.event.AccessEvent.TokenCreated;
import dev.nightjar.model.event.AccessEvent.TokenRevoked;
import dev.nightjar.model.event.AccessEvent.TokenUsed;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.Replay;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that programs were given, as the events say. A token is shown to whoever makes it, once, and not kept. Making
 * and revoking block until they are on the disk. Thread-safe.
 */
public final class TokenBook implements ApiTokens, EventLog.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TokenBook.class);
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** That a token is in use is written this often at most. */
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    /** What is known of a token. */
    private static final class Known {
        final TokenCreated created;
        final Set<Scope> scopes;

        volatile @Nullable Instant usedAt;
        volatile @Nullable Instant notedAt;

        Known(TokenCreated created) {
            this.created = created;
            this.scopes = created.scopes().stream()
                    .flatMap(text -> Scope.of(text).stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean hasExpired(Instant now) {
            Instant end = created.expiresAt();
            return end != null && !now.isBefore(end);
        }
    }

    /** A token that was just made, to be shown. */
    public record Made(Listed listed, String token) {}

    /** A token that may be shown to anybody: there is nothing of the secret in it. */
    public record Listed(
            String id,
            String name,
            List<String> scopes,
            String by,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt,
            boolean expired) {}

    private final EventLog log;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Executor workers;
    private final Map<String, Known> tokens = new ConcurrentHashMap<>();

    private TokenBook(EventLog log, InstantSource clock, RandomGenerator random, Executor workers) {
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.workers = workers;
    }

    /**
     * Knows no token until it is told what {@code log} holds.
     *
     * @param random must be cryptographically strong
     * @param workers note that tokens are used
     */
    public static TokenBook unread(EventLog log, InstantSource clock, RandomGenerator random, Executor workers) {
        return new TokenBook(log, clock, random, workers);
    }

    /** The same, which reads what {@code log} has of tokens by itself. */
    public static TokenBook open(EventLog log, InstantSource clock, RandomGenerator random, Executor workers) {
        TokenBook book = unread(log, clock, random, workers);
        Replay.after(0, log, AccessEvent.class, List.of(book));
        return book;
    }

    @Override
    public void appended(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            if (stored.event() instanceof AccessEvent access) {
                apply(access);
            }
        }
    }

    private void apply(AccessEvent event) {
        switch (event) {
            case TokenCreated created -> tokens.put(created.tokenId(), new Known(created));
            case TokenUsed used -> {
                Known known = tokens.get(used.tokenId());
                if (known != null) {
                    known.usedAt = used.at();
                    known.notedAt = used.at();
                }
            }
            case TokenRevoked revoked -> tokens.remove(revoked.tokenId());
        }
    }

    @Override
    public Optional<Grant> find(String bearerToken) {
        Optional<TokenSecret> shown = TokenSecret.of(bearerToken);
        Known known = shown.map(secret -> tokens.get(secret.id())).orElse(null);
        return known != null && shown.orElseThrow().is(known.created.salt(), known.created.digest())
                ? granted(known)
                : Optional.empty();
    }

    @Override
    public Optional<Grant> inForce(String tokenId) {
        return Optional.ofNullable(tokens.get(tokenId)).flatMap(this::granted);
    }

    private Optional<Grant> granted(Known known) {
        Instant now = clock.instant();
        if (known.hasExpired(now)) {
            return Optional.empty();
        }
        used(known, now);
        return Optional.of(new Grant(known.created.name(), known.scopes));
    }

    private void used(Known known, Instant now) {
        known.usedAt = now;
        Instant noted = known.notedAt;
        if (noted == null || !now.isBefore(noted.plus(NOTED_EVERY))) {
            known.notedAt = now;
            workers.execute(() -> note(new TokenUsed(now, known.created.tokenId())));
        }
    }

    private void note(TokenUsed used) {
        try {
            log.append(List.of(used));
        } catch (RuntimeException e) {
            LOG.warn("that token {} is in use could not be written down: {}", used.tokenId(), e.getMessage());
        }
    }

    /** All that are good for something or were until they expired, the newest first. */
    List<Listed> list() {
        Instant now = clock.instant();
        return tokens.values().stream()
                .sorted(Comparator.comparing((Known known) -> known.created.at())
                        .reversed())
                .map(known -> listed(known, now))
                .toList();
    }

    private static Listed listed(Known known, Instant now) {
        TokenCreated created = known.created;
        return new Listed(
                created.tokenId(),
                created.name(),
                created.scopes(),
                created.by(),
                created.at(),
                created.expiresAt(),
                known.usedAt,
                known.hasExpired(now));
    }

    /**
     * A token for {@code name}.
     *
     * @param lifetime null: until it is revoked
     */
    synchronized Made create(String name, List<String> scopes, @Nullable Duration lifetime, String by) {
        Instant now = clock.instant();
        check(name, scopes, lifetime, now);
        TokenSecret secret = TokenSecret.make(random);
        String salt = TokenSecret.salt(random);
        TokenCreated created = new TokenCreated(
                now,
                secret.id(),
                name,
                scopes.stream().distinct().toList(),
                salt,
                secret.digest(salt),
                by,
                lifetime == null ? null : now.plus(lifetime));
        log.append(List.of(created));
        apply(created);
        return new Made(listed(new Known(created), now), secret.text());
    }

    private void check(String name, List<String> scopes, @Nullable Duration lifetime, Instant now) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new HttpProblem(
                    400,
                    "a token needs a name of one line and at most " + LONGEST_NAME + " characters",
                    "name",
                    "name it after the program that gets it");
        }
        if (scopes.isEmpty()) {
            throw new HttpProblem(400, "a token needs a scope", "scopes", "there are " + Scope.all());
        }
        for (String scope : scopes) {
            if (Scope.of(scope).isEmpty()) {
                throw new HttpProblem(400, "there is no scope \"" + scope + "\"", "scopes", "there are " + Scope.all());
            }
        }
        if (lifetime != null && !lifetime.isPositive()) {
            throw new HttpProblem(400, "a token cannot expire before it is used", "expiresSeconds", "such as 7776000");
        }
        if (lifetime != null && lifetime.compareTo(LONGEST) > 0) {
            throw new HttpProblem(
                    400,
                    "a token expires within a hundred years, or never",
                    "expiresSeconds",
                    "such as 7776000; without it, when it is revoked");
        }
        Optional<Known> namesake = tokens.values().stream()
                .filter(known -> known.created.name().equals(name) && !known.hasExpired(now))
                .findFirst();
        if (namesake.isPresent()) {
            throw new HttpProblem(
                    409,
                    "there is a token \"" + name + "\" already: "
                            + namesake.get().created.tokenId(),
                    "name",
                    "choose another name, or revoke that one first");
        }
    }

    /** Ends the token of this id, or the one of this name. */
    synchronized Listed revoke(String idOrName, String by) {
        Instant now = clock.instant();
        Known known = Optional.ofNullable(tokens.get(idOrName))
                .or(() -> tokens.values().stream()
                        .filter(each -> each.created.name().equals(idOrName))
                        .min(Comparator.comparing((Known each) -> each.hasExpired(now))))
                .orElseThrow(() -> HttpProblem.notFound(
                        "there is no token \"" + idOrName + "\", or it was revoked",
                        "nightjar token list says which there are"));
        TokenRevoked revoked = new TokenRevoked(now, known.created.tokenId(), by);
        log.append(List.of(revoked));
        apply(revoked);
        return listed(known, now);
    }
}
