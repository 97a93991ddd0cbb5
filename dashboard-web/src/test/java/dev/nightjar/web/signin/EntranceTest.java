package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.SignInEvent.PersonSignedIn;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.web.access.EndedSessions;
import dev.nightjar.web.access.User;
import dev.nightjar.web.access.User.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** As whom an account comes in, and which does not. */
class EntranceTest extends SignInStage {
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

        AccountBook afterRestart = AccountBook.unread(events, clock, EndedSessions.unread(events, clock));
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
    void whose_name_is_known_comes_in_while_nothing_can_be_written() throws Exception {
        enter();
        AccountBook full = AccountBook.unread(new FullDisk(), clock, EndedSessions.unread(new FullDisk(), clock));
        full.appended(events.readAfter(0, 9));
        assertThat(full.enter(new PersonSignedIn(clock.instant(), issuer.url(), "account-7", "ana", "viewer", "")))
                .isEmpty();
        assertThat(full.enter(new PersonSignedIn(clock.instant(), issuer.url(), "account-8", "ana", "viewer", "")))
                .isPresent();
    }

    private static final class FullDisk extends InMemoryEventLog {
        @Override
        public synchronized long append(List<? extends Event> appended) {
            throw new EventsNotStoredException("no space left on device", new IOException("ENOSPC"));
        }
    }
}
