package dev.nightjar.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs people in. A one-time token becomes a session; a session is a signed cookie, so that it outlives a restart
 * without being stored. Whoever changes the secret ends all sessions. Thread-safe.
 */
public final class Sessions {
    public static final Duration LIFETIME = Duration.ofDays(30);

    private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);
    private static final int TOKEN_BYTES = 24;
    private static final int MAX_OPEN_TOKENS = 1000;

    private static final int ID_BYTES = 12;

    private record Ticket(User user, long expiresAtSeconds) {}

    /**
     * What a cookie says.
     *
     * @param issuer who vouched for the user; empty: we do
     * @param id empty where nobody else vouches
     */
    private record Session(long endsAtSeconds, User user, String issuer, String id) {
        String text() {
            String ours = endsAtSeconds + "\n" + user.role() + "\n" + user.name();
            return issuer.isEmpty() ? ours : ours + "\n" + issuer + "\n" + id;
        }

        static Session read(String text) {
            String[] lines = text.split("\n", 5);
            User user = new User(lines[2], User.Role.valueOf(lines[1]));
            boolean vouched = lines.length == 5;
            return new Session(Long.parseLong(lines[0]), user, vouched ? lines[3] : "", vouched ? lines[4] : "");
        }
    }

    /** A session that was just begun. */
    public record Issued(String id, String cookie) {}

    private final byte[] secret;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String issuer;
    private final Map<String, Ticket> tickets = new HashMap<>();

    /**
     * @param secret at least 32 random bytes, the same after a restart
     * @param random must be cryptographically strong
     */
    public Sessions(byte[] secret, InstantSource clock, RandomGenerator random) {
        this(secret, clock, random, "");
    }

    /**
     * @param issuer whose sessions count beside our own; those of an issuer that was in use before have ended. Empty: of none
     */
    public Sessions(byte[] secret, InstantSource clock, RandomGenerator random, String issuer) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret of sessions needs 32 bytes, found " + secret.length);
        }
        this.secret = secret.clone();
        this.clock = clock;
        this.random = random;
        this.issuer = issuer;
    }

    /** A token that signs {@code user} in once, within a day. */
    public synchronized String issueSignIn(User user) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = nowSeconds();
        tickets.values().removeIf(ticket -> ticket.expiresAtSeconds <= now);
        if (tickets.size() >= MAX_OPEN_TOKENS) {
            throw new IllegalStateException("too many sign-in tokens are open");
        }
        tickets.put(digest(token), new Ticket(user, now + TOKEN_LIFETIME.toSeconds()));
        return token;
    }

    /** Uses a sign-in token up. Only digests are kept and looked up, so that timing tells nothing about a token. */
    synchronized Optional<User> redeem(String token) {
        return Optional.ofNullable(tickets.remove(digest(token)))
                .filter(ticket -> ticket.expiresAtSeconds > nowSeconds())
                .map(Ticket::user);
    }

    /** The value of the session cookie. */
    public String cookieFor(User user) {
        return cookie(user, LIFETIME, "", "");
    }

    /**
     * A session of somebody whom {@code from} knows.
     *
     * @param lifetime at most {@link #LIFETIME} counts
     */
    public Issued issued(User user, String from, Duration lifetime) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Duration granted = lifetime.compareTo(LIFETIME) > 0 ? LIFETIME : lifetime;
        return new Issued(id, cookie(user, granted, from, id));
    }

    private String cookie(User user, Duration lifetime, String from, String id) {
        String text = new Session(nowSeconds() + lifetime.toSeconds(), user, from, id).text();
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return payload + "." + sign(payload);
    }

    /** Whose cookie it is; empty if it is not ours, was changed, or is too old. */
    Optional<User> user(String cookie) {
        return session(cookie).map(Session::user);
    }

    /** The id of a session that an issuer vouched for; empty for all others. */
    public Optional<String> id(String cookie) {
        return session(cookie).map(Session::id).filter(id -> !id.isEmpty());
    }

    /** The session of a cookie, if it counts. */
    private Optional<Session> session(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String payload = cookie.substring(0, dot);
        byte[] given = cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, sign(payload).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        Session session = Session.read(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        boolean foreign = !session.issuer().isEmpty() && !session.issuer().equals(issuer);
        return session.endsAtSeconds() <= nowSeconds() || foreign ? Optional.empty() : Optional.of(session);
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }

    private String sign(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
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
