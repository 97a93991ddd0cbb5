package dev.nightjar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.signin.OidcSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInReaderTest {
    @TempDir
    Path folder;

    private NightjarConfig config(String yaml) throws Exception {
        return ConfigLoader.load(Optional.of(Files.writeString(folder.resolve("nightjar.yaml"), yaml)), Map.of());
    }

    private List<String> problems(String yaml) throws Exception {
        NightjarConfig config = config(yaml);
        return assertThatThrownBy(() -> SignInReader.read(config))
                .asInstanceOf(type(ConfigurationException.class))
                .actual()
                .problems();
    }

    @Test
    void without_an_issuer_nobody_signs_in_that_way() throws Exception {
        assertThat(SignInReader.read(NightjarConfig.DEFAULTS)).isEmpty();
    }

    @Test
    void the_least_that_does() throws Exception {
        OidcSettings settings = SignInReader.read(config("""
                        baseUrl: https://nightjar.example
                        signIn:
                          oidc: {issuer: "https://login.example/realms/ops", clientId: nightjar, clientSecret: s, roles: {responder: [sre]}}
                        """)).orElseThrow();
        assertThat(settings.name()).isEqualTo("login.example");
        assertThat(settings.redirect()).hasToString("https://nightjar.example/nightjar/v1/sign-in/oidc/callback");
        assertThat(settings.afterSignOut()).hasToString("https://nightjar.example/sign-in");
        assertThat(settings.roles().values().get(Role.RESPONDER)).containsExactly("sre");
        assertThat(settings.roles().otherwise()).isEmpty();
    }

    @Test
    void the_secret_comes_from_the_environment_or_a_file_as_well() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "from a file\n");
        OidcSettings settings = SignInReader.read(config("signIn: {oidc: {issuer: 'http://localhost:1', clientId: n,"
                        + " clientSecretFile: " + file + ", roles: {otherwise: viewer}}}"))
                .orElseThrow();
        assertThat(settings.secret().read()).isEqualTo("from a file");
        NightjarConfig told = ConfigLoader.load(
                Optional.empty(),
                Map.of("NIGHTJAR_SIGN_IN_OIDC_CLIENT_SECRET", "x", "NIGHTJAR_SIGN_IN_OIDC_ONLY", "true"));
        assertThat(told.signIn().oidc().clientSecret()).isEqualTo("x");
        assertThat(ConfigText.yaml(told)).contains("clientSecret: <secret>").doesNotContain("\"x\"");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        assertThat(problems("""
                        listen: 0.0.0.0:7300
                        insecure: true
                        signIn:
                          oidc:
                            issuer: http://login.example
                            clientSecret: a
                            clientSecretFile: none
                            scopes: [profile]
                            user: ""
                            session: 31d
                            roles: {claim: "", otherwise: admin}
                            authority: nowhere.pem
                            proxy: proxy
                        """))
                .containsExactly(
                        "signIn.oidc.issuer: \"http://login.example\" must begin with https://",
                        "signIn.oidc.clientId: is missing: it is what Nightjar is called at the issuer",
                        "signIn.oidc.scopes: openid must be among them, found profile",
                        "signIn.oidc.user: is missing: it names the claim that people are called by",
                        "signIn.oidc.session: must be between 1s and 30d, found 31d",
                        "signIn.oidc.clientSecretFile: give clientSecret or clientSecretFile, not both",
                        "signIn.oidc.clientSecretFile: " + Path.of("none").toAbsolutePath() + " is not there",
                        "signIn.oidc.roles.otherwise: expected one of viewer, responder, manager, refused, found \"admin\"",
                        "signIn.oidc.roles.claim: is missing: it names the claim whose values give roles",
                        "signIn.oidc: needs `baseUrl`, such as https://nightjar.example: the issuer sends browsers back there",
                        "signIn.oidc.authority: " + Path.of("nowhere.pem").toAbsolutePath() + " is not there",
                        "signIn.oidc.proxy: expected a URL such as http://proxy:3128, or `environment`");
    }

    @Test
    void a_configuration_by_which_nobody_could_come_in_is_refused() throws Exception {
        assertThat(problems("signIn: {oidc: {issuer: 'https://a.example', clientId: n}}"))
                .containsExactly(
                        "signIn.oidc.roles: nobody could sign in: give values of groups a role (viewer, responder,"
                                + " manager, admin), or set otherwise: viewer");
        assertThat(problems("signIn: {oidc: {only: true}}"))
                .containsExactly("signIn.oidc.issuer: is missing: without it nobody signs in by OpenID Connect, and the"
                        + " keys beside it mean nothing");
    }

    @Test
    void behind_a_proxy_nobody_is_trusted_for_coming_from_this_machine() throws Exception {
        String oidc = "signIn: {oidc: {issuer: 'https://a.example'}}\n";
        assertThat(SignInReader.isBehindProxy(config("baseUrl: https://nightjar.example\n" + oidc)))
                .isTrue();
        assertThat(SignInReader.isBehindProxy(config("baseUrl: http://127.0.0.1:7300\n" + oidc)))
                .isFalse();
        assertThat(SignInReader.isBehindProxy(config(oidc))).isFalse();
        assertThat(SignInReader.isBehindProxy(config("baseUrl: https://nightjar.example\n")))
                .as("without people who sign in, all is as it was")
                .isFalse();
    }
}
