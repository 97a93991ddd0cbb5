package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which of an issuer's tokens are believed. */
class IdTokensTest extends SignInStage {
    @TestFactory
    Stream<DynamicTest> signatures_that_count() {
        return Stream.of(
                        JWSAlgorithm.RS256,
                        JWSAlgorithm.RS512,
                        JWSAlgorithm.PS256,
                        JWSAlgorithm.PS384,
                        JWSAlgorithm.ES256)
                .map(algorithm -> DynamicTest.dynamicTest(algorithm.getName(), () -> {
                    issuer.algorithm = algorithm;
                    issuer.key = algorithm.equals(JWSAlgorithm.ES256) ? TestingIssuer.EC : TestingIssuer.RSA;
                    issuer.claims = claims -> claims.claim("at_hash", null);
                    assertThat(enter().user().name()).isEqualTo("ana");
                }));
    }

    private static String part(Object text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String body(String token) {
        return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    }

    /** Signs what the issuer would have said, as somebody else. */
    private static String signedBy(JWK key, JWSHeader header, String token) {
        try {
            JWSObject forged = new JWSObject(header, new Payload(com.nimbusds.jose.util.Base64URL.from(body(token))));
            forged.sign(new RSASSASigner(((RSAKey) key).toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
            return forged.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the issuer's public key as the secret that both know. */
    private static String signedWithPublicKey(String token) {
        try {
            JWSObject forged = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                    new Payload(com.nimbusds.jose.util.Base64URL.from(body(token))));
            forged.sign(
                    new MACSigner(((RSAKey) TestingIssuer.RSA).toRSAPublicKey().getEncoded()));
            return forged.serialize();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Forgery(String what, Consumer<TestingIssuer> how, String why) {}

    private static Forgery claims(String what, Consumer<JWTClaimsSet.Builder> claims, String why) {
        return new Forgery(what, issuer -> issuer.claims = claims, why);
    }

    private static final JWK STRANGER = TestingIssuer.rsa("one", 2048);
    private static final String NOT = "the issuer's ID token is not believed: ";
    private static final String CLOCKS = "; see that both clocks are right";

    @TestFactory
    Stream<DynamicTest> tokens_that_are_not_believed() {
        return Stream.of(
                        new Forgery(
                                "without a signature",
                                at -> at.token = made -> part("{\"alg\":\"none\"}") + "." + body(made) + ".",
                                NOT + "it is no signed token"),
                        new Forgery(
                                "by a key of the same name",
                                at -> at.token = made -> signedBy(
                                        STRANGER,
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .keyID("one")
                                                .build(),
                                        made),
                                NOT + "its signature is not the issuer's"),
                        new Forgery(
                                "by a key that it brings along",
                                at -> at.token = made -> signedBy(
                                        STRANGER,
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .jwk(STRANGER.toPublicJWK())
                                                .build(),
                                        made),
                                NOT + "its signature is not the issuer's"),
                        new Forgery(
                                "by the public key as a shared secret",
                                at -> at.token = IdTokensTest::signedWithPublicKey,
                                NOT + "it is signed with HS256, a secret that more than the issuer knows"),
                        new Forgery(
                                "with claims changed after signing",
                                at -> at.token = made -> made.substring(0, made.indexOf('.')) + "."
                                        + part("{\"sub\":\"admin\"}") + made.substring(made.lastIndexOf('.')),
                                NOT + "its signature is not the issuer's"),
                        new Forgery(
                                "by a key that nobody published",
                                at -> at.key = TestingIssuer.NEXT_RSA,
                                NOT + "it is signed with a key that is none of the issuer's (kid two)"),
                        new Forgery(
                                "that demands what we do not know (crit)",
                                at -> at.token = made -> signedBy(
                                        TestingIssuer.RSA,
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .keyID("one")
                                                .customParam("exp", 1)
                                                .criticalParams(Set.of("exp"))
                                                .build(),
                                        made),
                                NOT + "its signature is not the issuer's"),
                        new Forgery("of nonsense", at -> at.token = made -> "a.b.c", NOT + "it is no signed token"),
                        new Forgery(
                                "that is encrypted",
                                at -> at.token = made -> "a.b.c.d.e",
                                "not supported yet: encrypted ID tokens"),
                        claims(
                                "of another issuer",
                                c -> c.issuer("https://evil.example"),
                                NOT + "its issuer is \"https://evil.example\""),
                        claims("without an account", c -> c.subject(null), NOT + "it names no account (sub)"),
                        claims(
                                "for another client",
                                c -> c.audience("grafana"),
                                NOT + "it is made for grafana (aud), and not for nightjar"),
                        claims(
                                "for nobody",
                                c -> c.audience((String) null),
                                NOT + "it is made for  (aud), and not for nightjar"),
                        claims(
                                "for several, without saying who asked",
                                c -> c.audience(List.of("nightjar", "grafana")),
                                NOT + "it is made for several (aud), and does not say who asked for it (azp)"),
                        claims(
                                "that another client asked for",
                                c -> c.claim("azp", "grafana"),
                                NOT + "it was asked for by grafana (azp)"),
                        claims(
                                "that expired",
                                c -> c.claim("exp", 1_699_999_940),
                                NOT + "it expired at 2023-11-14T22:12:20Z, and it is 2023-11-14T22:13:20Z" + CLOCKS),
                        claims(
                                "without an end",
                                c -> c.claim("exp", null),
                                NOT + "it does not say when it expires (exp)"),
                        claims(
                                "with an end that is no time",
                                c -> c.claim("exp", "tomorrow"),
                                NOT + "its exp is no time"),
                        claims(
                                "of the future",
                                c -> c.claim("iat", 1_700_000_061),
                                NOT + "it was made at 2023-11-14T22:14:21Z, and it is 2023-11-14T22:13:20Z" + CLOCKS),
                        claims(
                                "without a beginning",
                                c -> c.claim("iat", null),
                                NOT + "it does not say when it was made (iat)"),
                        claims(
                                "made long ago",
                                c -> c.claim("iat", 1_699_990_000),
                                NOT + "it was made at 2023-11-14T19:26:40Z, long before this sign-in" + CLOCKS),
                        claims(
                                "that is not good yet",
                                c -> c.claim("nbf", 1_700_000_200),
                                NOT + "it is good from 2023-11-14T22:16:40Z on, and it is 2023-11-14T22:13:20Z"
                                        + CLOCKS),
                        claims(
                                "of another sign-in",
                                c -> c.claim("nonce", "other"),
                                NOT + "its nonce is not the one that this sign-in began with: it was made for another"),
                        claims(
                                "without a nonce",
                                c -> c.claim("nonce", null),
                                NOT + "its nonce is not the one that this sign-in began with: it was made for another"),
                        claims(
                                "beside an access token that is not its own",
                                c -> c.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
                                NOT + "it belongs to another access token (at_hash)"))
                .map(forgery -> DynamicTest.dynamicTest(forgery.what(), () -> {
                    TestingIssuer fresh = issuer;
                    fresh.claims = claims -> {};
                    fresh.key = TestingIssuer.RSA;
                    fresh.token = made -> made;
                    forgery.how().accept(fresh);
                    assertThat(refused()).hasMessage(forgery.why());
                    assertThat(accounts.accounts()).isEmpty();
                }));
    }

    @Test
    void clocks_may_differ_a_little() throws Exception {
        issuer.claims = claims -> claims.claim("exp", 1_699_999_950).claim("iat", 1_700_000_050);
        assertThat(enter().user().name()).isEqualTo("ana");
    }

    @Test
    void a_key_that_is_too_short_counts_for_nothing() {
        JWK weak = TestingIssuer.rsa("weak", 1024);
        issuer.published = List.of(weak);
        issuer.token = made -> signedBy(
                weak, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("weak").build(), made);
        assertThat(refused()).hasMessage(NOT + "its signature is not the issuer's");
    }

    @Test
    void a_new_key_of_the_issuers_is_found_but_nobody_makes_us_ask_all_the_time() throws Exception {
        enter();
        assertThat(issuer.asked("/keys")).isEqualTo(1);
        issuer.key = TestingIssuer.NEXT_RSA;
        issuer.published = List.of(TestingIssuer.RSA, TestingIssuer.NEXT_RSA);

        assertThat(refused()).as("asked within this minute already").hasMessageEndingWith("(kid two)");
        assertThat(issuer.asked("/keys")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(enter().user().name()).isEqualTo("ana");
        assertThat(issuer.asked("/keys")).isEqualTo(2);

        issuer.key = STRANGER;
        issuer.published = List.of();
        clock.advance(Duration.ofHours(1));
        assertThat(refused()).as("a key that was taken back").hasMessageEndingWith("(kid one)");
    }
}
