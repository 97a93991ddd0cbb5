package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.EndedSessions;
import dev.nightjar.web.access.User.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** An issuer that says what a test wants, and a house that people enter by it. */
abstract class SignInStage {
    static final RoleRules ROLES = new RoleRules(
            "groups", Map.of(Role.RESPONDER, List.of("sre"), Role.ADMIN, List.of("platform")), Optional.empty());

    final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    final InMemoryEventLog events = new InMemoryEventLog();
    final AccountBook accounts = AccountBook.unread(events, clock, EndedSessions.unread(events, clock));
    final TestingIssuer issuer = new TestingIssuer(clock);
    OidcSettings settings = settings("preferred_username", ROLES, Map.of());
    SignIn signIn = new SignIn(settings, accounts, clock, new Random(1));

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

    void use(String user, RoleRules roles, Map<String, String> required) {
        signIn.close();
        settings = settings(user, roles, required);
        signIn = new SignIn(settings, accounts, clock, new Random(1));
    }

    SignIn.Entered enter() throws SignInException {
        SignIn.Begun begun = signIn.begin("/pages/pg-1");
        return signIn.finish(begun.attempt(), issuer.agree(begun.at()), "192.0.2.1");
    }

    SignInException refused() {
        return Objects.requireNonNull(catchThrowableOfType(SignInException.class, this::enter));
    }
}
