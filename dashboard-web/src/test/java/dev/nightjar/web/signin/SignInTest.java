package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.model.event.SignInEvent.PersonSignedIn;
import dev.nightjar.web.access.User;
import dev.nightjar.web.access.User.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The way to an identity provider and back. */
class SignInTest extends SignInStage {
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
