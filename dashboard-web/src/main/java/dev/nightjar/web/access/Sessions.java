package dev.nightjar.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Signs people in and out. A session is a signed cookie, so that it outlives a restart without being stored; what is stored
 * is which have ended before their time. Whoever changes the secret ends all of them. Thread-safe.
 */
public final class Sessions {
    public static final Duration LIFETIME = Duration.ofDays(30);

    private static final Duration TICKET_LIFETIME = Duration.ofDays(1);
    private static final int TICKET_BYTES = 24;
    private static final int MAX_OPEN_TICKETS = 1000;

    private static final int ID_BYTES = 12;

    private record Ticket(User user, Instant expiresAt) {}

    /** A session that was just begun. */
    public record Issued(String id, String cookie) {}

    private final SessionCookies cookies;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String issuer;
    private final EndedSessions ended;
    private final Map<String, Ticket> tickets = new HashMap<>();

    /**
     * Those that end before their time are known as long as the process runs.
     *
     * @param secret at least 32 random bytes, the same after a restart
     * @param random must be cryptographically strong
     */
    public Sessions(byte[] secret, InstantSource clock, RandomGenerator random) {
        this(secret, clock, random, "", EndedSessions.forgetful(clock));
    }

    /**
     * @param issuer whose sessions count beside our own; those of an issuer that was in use before have ended. Empty: of none
     * @param ended which have ended before their time
     */
    public Sessions(byte[] secret, InstantSource clock, RandomGenerator random, String issuer, EndedSessions ended) {
        this.cookies = new SessionCookies(secret);
        this.clock = clock;
        this.random = random;
        this.issuer = issuer;
        this.ended = ended;
    }

    /** A token that signs {@code user} in once, within a day. */
    public synchronized String issueSignIn(User user) {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        tickets.values().removeIf(ticket -> !ticket.expiresAt.isAfter(now));
        if (tickets.size() >= MAX_OPEN_TICKETS) {
            throw new IllegalStateException("too many sign-in tokens are open");
        }
        tickets.put(digest(token), new Ticket(user, now.plus(TICKET_LIFETIME)));
        return token;
    }

    /** Uses a sign-in token up. Only digests are kept and looked up, so that timing tells nothing about a token. */
    synchronized Optional<User> redeem(String token) {
        return Optional.ofNullable(tickets.remove(digest(token)))
                .filter(ticket -> ticket.expiresAt.isAfter(clock.instant()))
                .map(Ticket::user);
    }

    /** The cookie of a new session of somebody whom we know. */
    public String cookieFor(User user) {
        return cookieFor(user, LIFETIME);
    }

    /** The same of one that ends after {@code lifetime}. */
    public String cookieFor(User user, Duration lifetime) {
        return begin(user, new Voucher.Server(), lifetime).cookie();
    }

    /**
     * A session of somebody who signed in by a token of their own.
     *
     * @param tokenId the part of it that is no secret
     */
    String cookieByToken(User user, String tokenId) {
        return begin(user, new Voucher.Token(tokenId), LIFETIME).cookie();
    }

    /**
     * A session of somebody whom the issuer {@code from} knows.
     *
     * @param lifetime at most {@link #LIFETIME} counts
     */
    public Issued issued(User user, String from, Duration lifetime) {
        return begin(user, new Voucher.Issuer(from), lifetime);
    }

    private Issued begin(User user, Voucher voucher, Duration lifetime) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Instant begunAt = ended.beginning(user.name()).truncatedTo(ChronoUnit.MILLIS);
        Duration granted = lifetime.compareTo(LIFETIME) > 0 ? LIFETIME : lifetime;
        return new Issued(id, cookies.write(new Session(id, begunAt, begunAt.plus(granted), voucher, user)));
    }

    /** The session of a cookie; empty if it is not ours, was changed, is too old, or has ended. */
    Optional<Session> session(String cookie) {
        return cookies.read(cookie).filter(this::counts);
    }

    private boolean counts(Session session) {
        boolean foreign = session.voucher() instanceof Voucher.Issuer(String name) && !name.equals(issuer);
        return !foreign && session.endsAt().isAfter(clock.instant()) && !ended.holds(session);
    }

    /** The id of a session that an issuer vouched for; empty for all others. */
    public Optional<String> issuedId(String cookie) {
        return session(cookie)
                .filter(session -> session.voucher() instanceof Voucher.Issuer)
                .map(Session::id);
    }

    /** Ends one session for good; see {@link EndedSessions#end}. */
    void end(Session session) {
        ended.end(session);
    }

    /** Ends all sessions of a user for good; see {@link EndedSessions#endAll}. */
    void endAll(String user, String by) {
        ended.endAll(user, by);
    }

    private static String digest(String token) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
