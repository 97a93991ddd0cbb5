package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Believes an ID token, or says why not: OpenID Connect Core 1.0, 3.1.3.7, all of it, though the token came from the issuer
 * itself. Signatures are the library's; which of them count, and what the claims must say, is decided here.
 */
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    static final Set<String> ALGORITHM_NAMES =
            ALGORITHMS.stream().map(JWSAlgorithm::getName).collect(Collectors.toUnmodifiableSet());

    /** By so much clocks may differ. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    /** A token that is brought at once was not made long ago. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private static final int SHORTEST_RSA_BITS = 2048;
    private static final int MOST_KEYS = 8;
    private static final int LONGEST = 128 << 10;

    private final OidcSettings settings;
    private final Issuer issuer;
    private final InstantSource clock;

    IdTokens(OidcSettings settings, Issuer issuer, InstantSource clock) {
        this.settings = settings;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Its claims.
     *
     * @param nonce that was sent along when this sign-in began
     * @param accessToken that came with it; empty: none did
     */
    JsonNode believed(String token, String nonce, String accessToken) throws SignInException {
        JWSObject signed = parsed(token);
        JWSHeader header = signed.getHeader();
        checkSignature(signed, header);
        JsonNode claims;
        try {
            claims = IssuerHttp.JSON.readTree(signed.getPayload().toBytes());
        } catch (IOException e) {
            throw refused("its claims are not JSON");
        }
        if (!claims.isObject()) {
            throw refused("its claims are not JSON");
        }
        checkParties(claims);
        checkTimes(claims);
        if (!same(claims.path("nonce").asText(""), nonce)) {
            throw refused("its nonce is not the one that this sign-in began with: it was made for another");
        }
        checkAccessToken(claims, header, accessToken);
        return claims;
    }

    private static JWSObject parsed(String token) throws SignInException {
        if (token.length() > LONGEST) {
            throw refused("it is longer than " + (LONGEST >> 10) + " KiB");
        }
        if (token.chars().filter(c -> c == '.').count() == 4) {
            throw unsupported("encrypted ID tokens");
        }
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("it is no signed token"); // "alg": "none" ends here, too
        }
    }

    private void checkSignature(JWSObject signed, JWSHeader header) throws SignInException {
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)) {
            throw refused("it is signed with " + algorithm + ", a secret that more than the issuer knows");
        }
        if (!ALGORITHMS.contains(algorithm)) {
            throw unsupported("ID tokens signed with " + IssuerHttp.shown(algorithm.getName()));
        }
        List<JWK> keys = issuer.keys(JWKMatcher.forJWSHeader(header));
        if (keys.isEmpty()) {
            throw refused("it is signed with a key that is none of the issuer's"
                    + (header.getKeyID() == null ? "" : " (kid " + IssuerHttp.shown(header.getKeyID()) + ")"));
        }
        for (JWK key : keys.subList(0, Math.min(MOST_KEYS, keys.size()))) {
            if (verifies(signed, header, key)) {
                return;
            }
        }
        throw refused("its signature is not the issuer's");
    }

    private static boolean verifies(JWSObject signed, JWSHeader header, JWK key) {
        if (key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA_BITS) {
            return false;
        }
        try {
            JWSVerifier verifier = key instanceof AsymmetricJWK pair
                    ? new DefaultJWSVerifierFactory().createJWSVerifier(header, pair.toPublicKey())
                    : null;
            return verifier != null && signed.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    private void checkParties(JsonNode claims) throws SignInException {
        String iss = claims.path("iss").asText("");
        if (!iss.equals(settings.issuer())) {
            throw refused("its issuer is \"" + IssuerHttp.shown(iss) + "\"");
        }
        if (Claims.text(claims, "sub").isEmpty() || claims.path("sub").asText().length() > 255) {
            throw refused("it names no account (sub)");
        }
        List<String> audience = Claims.texts(claims, "aud");
        if (!audience.contains(settings.clientId())) {
            throw refused("it is made for " + IssuerHttp.shown(String.join(", ", audience)) + " (aud), and not for "
                    + settings.clientId());
        }
        String authorized = claims.path("azp").asText("");
        if (audience.size() > 1 && authorized.isEmpty()) {
            throw refused("it is made for several (aud), and does not say who asked for it (azp)");
        }
        if (!authorized.isEmpty() && !authorized.equals(settings.clientId())) {
            throw refused("it was asked for by " + IssuerHttp.shown(authorized) + " (azp)");
        }
    }

    private void checkTimes(JsonNode claims) throws SignInException {
        Instant now = clock.instant();
        Instant expires = time(claims, "exp").orElseThrow(() -> refused("it does not say when it expires (exp)"));
        Instant made = time(claims, "iat").orElseThrow(() -> refused("it does not say when it was made (iat)"));
        if (!now.isBefore(expires.plus(LEEWAY))) {
            throw refused("it expired at " + expires + ", and it is " + now + clocks());
        }
        if (made.isAfter(now.plus(LEEWAY))) {
            throw refused("it was made at " + made + ", and it is " + now + clocks());
        }
        if (made.isBefore(now.minus(OLDEST))) {
            throw refused("it was made at " + made + ", long before this sign-in" + clocks());
        }
        Optional<Instant> begins = time(claims, "nbf");
        if (begins.isPresent() && begins.get().isAfter(now.plus(LEEWAY))) {
            throw refused("it is good from " + begins.get() + " on, and it is " + now + clocks());
        }
    }

    private static String clocks() {
        return "; see that both clocks are right";
    }

    private static Optional<Instant> time(JsonNode claims, String name) throws SignInException {
        JsonNode value = claims.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        double seconds = value.asDouble();
        if (!value.isNumber() || seconds < 0 || seconds > 1e11) {
            throw refused("its " + name + " is no time");
        }
        return Optional.of(Instant.ofEpochSecond((long) seconds));
    }

    private static void checkAccessToken(JsonNode claims, JWSHeader header, String accessToken) throws SignInException {
        String hash = claims.path("at_hash").asText("");
        if (hash.isEmpty() || accessToken.isEmpty()) {
            return;
        }
        String bits = header.getAlgorithm().getName().substring(2);
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-" + bits).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            String left =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, whole.length / 2));
            if (!same(left, hash)) {
                throw refused("it belongs to another access token (at_hash)");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-" + bits, e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static SignInException refused(String why) {
        return SignInException.issuer(
                "the issuer's ID token is not believed: " + why,
                null,
                "begin anew; if it stays so, see the issuer's client settings");
    }

    private static SignInException unsupported(String what) {
        return SignInException.issuer(
                "not supported yet: " + what,
                null,
                "set this client's ID tokens to be signed with RS256, PS256 or ES256, and not encrypted");
    }
}
