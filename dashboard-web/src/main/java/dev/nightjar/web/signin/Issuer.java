package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the issuer: its document and its keys, asked for when they are needed and kept for an hour. A key that is
 * not known is looked for at once, since issuers change theirs, but no more than once a minute: anybody can write tokens
 * that name keys. Blocks. Thread-safe.
 */
final class Issuer {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration LOOKED_FOR_AGAIN = Duration.ofMinutes(1);

    /** So soon an issuer that did not answer is not asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private record Known<T>(T value, Instant since) {}

    private final OidcSettings settings;
    private final IssuerHttp http;
    private final InstantSource clock;

    private @Nullable Known<IssuerDocument> document;
    private @Nullable Known<JWKSet> keys;
    private volatile @Nullable Known<SignInException> failure;

    Issuer(OidcSettings settings, IssuerHttp http, InstantSource clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    synchronized IssuerDocument document() throws SignInException {
        Known<IssuerDocument> known = document;
        if (known != null && !isOlder(known, KEPT)) {
            return known.value();
        }
        Known<SignInException> failed = failure;
        if (failed != null && !isOlder(failed, PAUSE)) {
            throw failed.value();
        }
        try {
            IssuerDocument asked = IssuerDocument.of(fetched(IssuerDocument.address(settings.issuer())), settings);
            document = new Known<>(asked, clock.instant());
            failure = null;
            return asked;
        } catch (SignInException e) {
            failure = new Known<>(e, clock.instant());
            throw e;
        }
    }

    /** Why it could not be asked the last time; empty while all is well, as far as known. */
    Optional<SignInException> trouble() {
        return Optional.ofNullable(failure).map(Known::value);
    }

    /** Its keys that fit; empty where there are none, even after looking anew. */
    synchronized List<JWK> keys(JWKMatcher wanted) throws SignInException {
        JWKSelector selector = new JWKSelector(wanted);
        Known<JWKSet> known = keys;
        if (known == null || isOlder(known, KEPT)) {
            return selector.select(renewedKeys());
        }
        List<JWK> found = selector.select(known.value());
        return found.isEmpty() && isOlder(known, LOOKED_FOR_AGAIN) ? selector.select(renewedKeys()) : found;
    }

    /** All that are there to check signatures with. */
    synchronized List<JWK> keys() throws SignInException {
        return keys(new JWKMatcher.Builder().keyUses(KeyUse.SIGNATURE, null).build());
    }

    private JWKSet renewedKeys() throws SignInException {
        URI address = document().keys();
        try {
            JWKSet asked = JWKSet.parse(fetched(address).toString()).toPublicJWKSet();
            keys = new Known<>(asked, clock.instant());
            return asked;
        } catch (ParseException e) {
            throw SignInException.issuer(
                    "the issuer's keys cannot be read: " + IssuerHttp.shown(String.valueOf(e.getMessage())),
                    address.toString(),
                    "see what the issuer's jwks_uri answers");
        }
    }

    private JsonNode fetched(URI address) throws SignInException {
        IssuerHttp.Answer answer = http.get(address, Map.of());
        if (answer.status() != 200) {
            throw SignInException.issuer(
                    "the issuer answers " + answer.status(),
                    address.toString(),
                    answer.status() == 404
                            ? "see that signIn.oidc.issuer is right, its path included"
                            : "see the issuer's own log; it is tried again whenever somebody signs in");
        }
        return answer.body();
    }

    private boolean isOlder(Known<?> known, Duration age) {
        return !clock.instant().isBefore(known.since().plus(age));
    }
}
