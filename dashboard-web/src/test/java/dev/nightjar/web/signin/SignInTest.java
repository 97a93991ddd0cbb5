package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.SignInEvent.PersonSignedIn;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.User;
import dev.nightjar.web.access.User.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who comes in by an identity provider, as whom, and who does not. */
class SignInTest {
    private static final RoleRules ROLES = new RoleRules(
            "groups", Map.of(Role.RESPONDER, List.of("sre"), Role.ADMIN, List.of("platform")), Optional.empty());

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final AccountBook accounts = AccountBook.unread(events, clock);
    private final TestingIssuer issuer = new TestingIssuer(clock);
    private OidcSettings settings = settings("preferred_username", ROLES, Map.of());
    private SignIn signIn = new SignIn(settings, accounts, clock, new Random(1));

    @AfterEach
    void close() {
        signIn.close();
        issuer.close();
    }

    private OidcSettings settings(String user, RoleRules roles, Map<String, String> required) {
        return new OidcSettings(
                issuer.url(),
                "nightjar",
                new Secret("s3:cr&t", null),
                List.of("openid", "profile"),
                "Keycloak",
                user,
                roles,
                required,
                Duration.ofHours(12),
                false,
                URI.create("https://nightjar.example"),
                HttpSettings.PLAIN);
    }

    private void use(String user, RoleRules roles, Map<String, String> required) {
        signIn.close();
        settings = settings(user, roles, required);
        signIn = new SignIn(settings, accounts, clock, new Random(1));
    }

    private SignIn.Entered enter() throws SignInException {
        SignIn.Begun begun = signIn.begin("/pages/pg-1");
        return signIn.finish(begun.attempt(), issuer.agree(begun.at()), "192.0.2.1");
    }

    private SignInException refused() {
        return Objects.requireNonNull(catchThrowableOfType(SignInException.class, this::enter));
    }

    @Test
    void a_person_comes_in_under_their_name_with_their_highest_role() throws Exception {
        issuer.claims = claims -> claims.claim("groups", List.of("sre", "platform", "other"));

        SignIn.Entered entered = enter();

        assertThat(entered.user()).isEqualTo(new User("ana", Role.ADMIN));
        assertThat(entered.next()).isEqualTo("/pages/pg-1");
        assertThat(issuer.shownSecret)
                .as("written as a form is, as the standard asks")
                .isEqualTo("nightjar:s3%3Acr%26t");
        assertThat(events.readAfter(0, 9, PersonSignedIn.class).getFirst().event())
                .isEqualTo(new PersonSignedIn(clock.instant(), issuer.url(), "account-7", "ana", "admin", "192.0.2.1"));
    }

    @Test
    void the_issuer_is_told_where_to_send_the_browser_and_what_to_prove() throws Exception {
        URI at = signIn.begin("/").at();

        assertThat(at.toString()).startsWith(issuer.url() + "/authorize?tenant=ops&response_type=code&");
        assertThat(TestingIssuer.query(at.getRawQuery()))
                .containsEntry("client_id", "nightjar")
                .containsEntry("redirect_uri", "https://nightjar.example/nightjar/v1/sign-in/oidc/callback")
                .containsEntry("scope", "openid profile")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(signIn.begin("/").at()).as("never the same again").isNotEqualTo(at);
    }

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
                                at -> at.token = SignInTest::signedWithPublicKey,
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

    @Test
    void a_code_is_good_once_and_in_the_hands_of_who_began() throws Exception {
        SignIn.Begun begun = signIn.begin("/");
        SignIn.Begun other = signIn.begin("/");
        SignIn.Brought brought = issuer.agree(begun.at());

        assertThat(catchThrowableOfType(SignInException.class, () -> signIn.finish(other.attempt(), brought, "")))
                .hasMessage("this answer belongs to another sign-in");
        SignIn.Brought stolen = new SignIn.Brought(other.attempt().state(), brought.code(), "", "", "");
        assertThat(catchThrowableOfType(SignInException.class, () -> signIn.finish(other.attempt(), stolen, "")))
                .hasMessage("the issuer does not redeem the code: 400 invalid_grant: no such code");
        clock.advance(SignIn.PATIENCE.plusSeconds(1));
        assertThat(catchThrowableOfType(SignInException.class, () -> signIn.finish(begun.attempt(), brought, "")))
                .hasMessage("this sign-in was begun more than 15 minutes ago");
    }

    @Test
    void an_answer_of_another_issuer_is_found_out() throws Exception {
        issuer.document.put("authorization_response_iss_parameter_supported", true);
        SignIn.Begun begun = signIn.begin("/");
        SignIn.Brought right = issuer.agree(begun.at());

        assertThat(catchThrowableOfType(SignInException.class, () -> signIn.finish(begun.attempt(), right, "")))
                .hasMessage("this answer does not say which issuer it is from (iss)");
        SignIn.Brought mixed = new SignIn.Brought(right.state(), right.code(), "https://evil.example", "", "");
        assertThat(catchThrowableOfType(SignInException.class, () -> signIn.finish(begun.attempt(), mixed, "")))
                .hasMessage("this answer is from another issuer: https://evil.example");
        SignIn.Brought whole = new SignIn.Brought(right.state(), right.code(), issuer.url(), "", "");
        assertThat(signIn.finish(begun.attempt(), whole, "").user().name()).isEqualTo("ana");
    }

    @Test
    void what_the_issuer_says_of_a_refusal_is_told() throws Exception {
        SignIn.Begun begun = signIn.begin("/");
        SignInException denied = catchThrowableOfType(
                SignInException.class,
                () -> signIn.finish(
                        begun.attempt(),
                        new SignIn.Brought(begun.attempt().state(), "", "", "access_denied", "not\nassigned"),
                        ""));
        assertThat(denied).hasMessage("Keycloak did not let you in (access_denied: not assigned)");
    }

    @Test
    void claims_that_the_token_leaves_out_are_asked_for() throws Exception {
        issuer.claims = claims -> claims.claim("groups", null);
        issuer.userInfo.put("groups", List.of("sre"));
        issuer.userInfo.put("preferred_username", "somebody else");
        assertThat(enter().user()).as("what was signed counts").isEqualTo(new User("ana", Role.RESPONDER));

        issuer.userInfo.put("sub", "account-8");
        assertThat(refused()).hasMessage("the issuer speaks of another account (sub) than its ID token");
    }

    @Test
    void without_a_role_nobody_comes_in_unless_all_may() throws Exception {
        issuer.claims = claims -> claims.claim("groups", List.of("sales"));
        SignInException refused = refused();
        assertThat(refused).hasMessage("ana has no role here; groups is sales");
        assertThat(refused.where()).isEqualTo("signIn.oidc.roles");
        assertThat(refused.subject()).isEqualTo("account-7");

        use("preferred_username", new RoleRules("groups", Map.of(), Optional.of(Role.VIEWER)), Map.of());
        assertThat(enter().user().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void the_role_is_looked_at_again_each_time() throws Exception {
        assertThat(enter().user().role()).isEqualTo(Role.RESPONDER);
        issuer.claims = claims -> claims.claim("groups", "platform");
        assertThat(enter().user().role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void roles_lie_as_deep_as_the_issuer_puts_them() throws Exception {
        issuer.claims = claims -> claims.claim("realm_access", Map.of("roles", List.of("sre")))
                .claim("https://example.com/roles", List.of("platform"));
        use("preferred_username", new RoleRules("realm_access.roles", ROLES.values(), Optional.empty()), Map.of());
        assertThat(enter().user().role()).isEqualTo(Role.RESPONDER);
        use(
                "preferred_username",
                new RoleRules("https://example.com/roles", ROLES.values(), Optional.empty()),
                Map.of());
        assertThat(enter().user().role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void groups_that_were_too_many_to_send_are_named_as_that() {
        issuer.claims = claims -> claims.claim("groups", null).claim("_claim_names", Map.of("groups", "src1"));
        assertThat(refused()).hasMessage("not supported yet: ana is in so many groups that the issuer leaves them out");
    }

    @Test
    void an_address_says_something_only_where_it_is_verified() throws Exception {
        use(
                "email",
                new RoleRules("email", Map.of(Role.ADMIN, List.of("ana@example.com")), Optional.of(Role.VIEWER)),
                Map.of());
        issuer.claims = claims -> claims.claim("email", "ana@example.com").claim("email_verified", true);
        assertThat(enter().user()).isEqualTo(new User("ana@example.com", Role.ADMIN));
        issuer.claims = claims -> claims.claim("email", "ana@example.com").claim("email_verified", false);
        assertThat(refused())
                .hasMessage("this account's e-mail address is not verified by the issuer (email_verified)");
        issuer.claims = claims -> claims.claim("email", "ana@example.com");
        assertThat(refused())
                .hasMessage("this account's e-mail address is not verified by the issuer (email_verified)");
    }

    @Test
    void claims_that_are_required_keep_others_out() throws Exception {
        use("preferred_username", ROLES, Map.of("hd", "example.com"));
        issuer.claims = claims -> claims.claim("hd", "example.com");
        assertThat(enter().user().name()).isEqualTo("ana");
        issuer.claims = claims -> claims.claim("hd", "evil.example");
        assertThat(refused()).hasMessage("this account has not hd: example.com");
    }

    @Test
    void nobody_becomes_somebody_else_by_what_they_are_called() throws Exception {
        enter();
        issuer.claims = claims -> claims.subject("account-8").claim("preferred_username", "Ana");
        assertThat(refused())
                .hasMessage("the name Ana belongs to another account, which signed in last at 2023-11-14T22:13:20Z");

        AccountBook afterRestart = AccountBook.unread(events, clock);
        afterRestart.appended(events.readAfter(0, 100));
        assertThat(afterRestart.accounts()).isEqualTo(accounts.accounts());

        assertThat(accounts.free(issuer.url(), "ana", "root")).isPresent();
        assertThat(enter().user().name()).as("once it is free").isEqualTo("Ana");
    }

    @Test
    void a_name_that_cannot_be_read_is_none() {
        issuer.claims = claims -> claims.claim("preferred_username", "an\u202Ea");
        assertThat(refused())
                .hasMessage("this account's preferred_username is no name of one line and at most 100 characters");
        issuer.claims = claims -> claims.claim("preferred_username", null);
        assertThat(refused())
                .hasMessageStartingWith("this account has no claim preferred_username to be called by; it has sub, ");
    }

    @Test
    void an_issuer_that_is_down_is_asked_again() throws Exception {
        issuer.down = true;
        SignInException refused = refused();
        assertThat(refused).hasMessage("the issuer answers 502");
        assertThat(refused.where()).isEqualTo(issuer.url() + "/.well-known/openid-configuration");
        assertThat(signIn.issuer().trouble()).isPresent();

        issuer.down = false;
        assertThat(refused()).as("not within five seconds").hasMessage("the issuer answers 502");
        clock.advance(Duration.ofSeconds(5));
        assertThat(enter().user().name()).isEqualTo("ana");
        assertThat(signIn.issuer().trouble()).isEmpty();
    }

    @Test
    void an_issuer_that_is_not_there_says_so_and_not_the_secret() {
        issuer.close();
        SignInException refused = refused();
        assertThat(refused).hasMessage("the issuer cannot be reached: connection refused");
        assertThat(refused.hint()).contains("tokens and the link that a start prints go on working");
    }

    @Test
    void whose_name_is_known_comes_in_while_nothing_can_be_written() throws Exception {
        enter();
        AccountBook full = AccountBook.unread(new FullDisk(), clock);
        full.appended(events.readAfter(0, 9));
        assertThat(full.enter(new PersonSignedIn(clock.instant(), issuer.url(), "account-7", "ana", "viewer", "")))
                .isEmpty();
        assertThat(full.enter(new PersonSignedIn(clock.instant(), issuer.url(), "account-8", "ana", "viewer", "")))
                .isPresent();
    }

    private static final class FullDisk implements EventLog {
        @Override
        public long append(List<? extends Event> appended) {
            throw new EventsNotStoredException("no space left on device", new IOException("ENOSPC"));
        }

        @Override
        public List<StoredEvent> readAfter(long offset, int limit, Class<? extends Event> kind) {
            return List.of();
        }

        @Override
        public long lastOffset() {
            return 0;
        }

        @Override
        public AutoCloseable subscribe(Listener listener) {
            return () -> {};
        }

        @Override
        public void noteAtWork(String who, Instant at) {}

        @Override
        public Optional<Instant> lastAtWork(String who) {
            return Optional.empty();
        }
    }

    private record Document(String name, Object value, String why) {}

    @TestFactory
    Stream<DynamicTest> documents_that_are_refused() {
        return Stream.of(
                        new Document(
                                "issuer",
                                "https://login.microsoftonline.com/{tenantid}/v2.0",
                                "not supported yet: an issuer for many tenants (https://login.microsoftonline.com/{tenantid}/v2.0)"),
                        new Document(
                                "issuer",
                                issuer.url() + "/",
                                "the issuer calls itself \"" + issuer.url() + "/\", and not \"" + issuer.url() + "\""),
                        new Document("token_endpoint", "", "the issuer's document has no token_endpoint"),
                        new Document(
                                "authorization_endpoint",
                                "http://login.example/authorize",
                                "the issuer's authorization_endpoint: \"http://login.example/authorize\" must begin with https://"),
                        new Document(
                                "id_token_signing_alg_values_supported",
                                List.of("HS256", "EdDSA"),
                                "not supported yet: id_token_signing_alg_values_supported has HS256, EdDSA only, and none of ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, RS512"),
                        new Document(
                                "token_endpoint_auth_methods_supported",
                                List.of("private_key_jwt"),
                                "not supported yet: clients that show who they are by private_key_jwt"),
                        new Document(
                                "require_pushed_authorization_requests",
                                true,
                                "not supported yet: pushed authorization requests, which the issuer demands"))
                .map(each -> DynamicTest.dynamicTest(each.name() + " " + each.value(), () -> {
                    Object right = issuer.document.put(each.name(), each.value());
                    clock.advance(Duration.ofSeconds(5));
                    assertThat(refused()).hasMessage(each.why());
                    if (right == null) {
                        issuer.document.remove(each.name());
                    } else {
                        issuer.document.put(each.name(), right);
                    }
                }));
    }

    @Test
    void the_secret_goes_into_the_form_where_the_issuer_wants_it_there() throws Exception {
        issuer.document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        enter();
        assertThat(issuer.shownSecret).isEqualTo("s3:cr&t");
    }

    @Test
    void whoever_signs_out_does_so_at_the_issuer_too() throws Exception {
        enter();
        assertThat(signIn.signOut(Optional.of("id.token"))).hasValueSatisfying(at -> {
            assertThat(at.toString()).startsWith(issuer.url() + "/end?");
            assertThat(TestingIssuer.query(at.getRawQuery()))
                    .isEqualTo(Map.of(
                            "id_token_hint", "id.token",
                            "client_id", "nightjar",
                            "post_logout_redirect_uri", "https://nightjar.example/sign-in"));
        });
    }
}
