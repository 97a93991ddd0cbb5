package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.event.SignInEvent.PersonSignedIn;
import dev.nightjar.web.access.User;
import dev.nightjar.web.signin.AccountBook.Account;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom an account is let in as, by the claims that are believed of it: its name and its role; or why it is not. */
final class Entrance {
    private static final int LONGEST_NAME = 100;

    private final OidcSettings settings;
    private final AccountBook accounts;
    private final InstantSource clock;

    Entrance(OidcSettings settings, AccountBook accounts, InstantSource clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Who it is, and written down that they came in.
     *
     * @param from the address from which
     */
    User user(JsonNode claims, String from) throws SignInException {
        String subject = claims.path("sub").asText();
        for (Map.Entry<String, String> needed : settings.required().entrySet()) {
            if (!Claims.texts(claims, needed.getKey()).contains(needed.getValue())) {
                throw SignInException.account(
                        "this account has not " + needed.getKey() + ": " + needed.getValue(),
                        "signIn.oidc.require",
                        "sign in as somebody who has it",
                        subject);
            }
            checkMail(claims, needed.getKey(), subject);
        }
        String name = name(claims, subject);
        User.Role role = role(claims, name, subject);
        Optional<Account> holder = accounts.enter(
                new PersonSignedIn(clock.instant(), settings.issuer(), subject, name, role.text(), from));
        if (holder.isPresent()) {
            throw SignInException.account(
                    "the name " + name + " belongs to another account, which signed in last at "
                            + holder.get().signedInAt(),
                    null,
                    "if it is given to somebody new, an administrator frees it: POST /nightjar/v1/accounts/free {\"user\": \""
                            + name + "\"}",
                    subject);
        }
        return new User(name, role);
    }

    private String name(JsonNode claims, String subject) throws SignInException {
        Optional<String> found = Claims.text(claims, settings.user());
        if (found.isEmpty()) {
            throw SignInException.account(
                    "this account has no claim " + settings.user() + " to be called by; it has "
                            + String.join(", ", names(claims)),
                    "signIn.oidc.user",
                    "name one of these, or have the issuer put it into the ID token",
                    subject);
        }
        checkMail(claims, settings.user(), subject);
        String name = found.get();
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Entrance::isUnfit)) {
            throw SignInException.account(
                    "this account's " + settings.user() + " is no name of one line and at most " + LONGEST_NAME
                            + " characters",
                    "signIn.oidc.user",
                    "change it at the issuer, or name another claim",
                    subject);
        }
        return name;
    }

    /** What would not be seen, or make two names look alike by their direction. */
    private static boolean isUnfit(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    private User.Role role(JsonNode claims, String name, String subject) throws SignInException {
        RoleRules rules = settings.roles();
        Optional<User.Role> role = rules.of(claims);
        List<String> has = Claims.texts(claims, rules.claim());
        if (role.isEmpty()) {
            boolean elsewhere = claims.path("_claim_names").has(rules.claim()) || claims.has("hasgroups");
            throw SignInException.account(
                    elsewhere
                            ? "not supported yet: " + name + " is in so many groups that the issuer leaves them out"
                            : name + " has no role here; " + rules.claim() + " "
                                    + (has.isEmpty()
                                            ? "is not among the claims, which are " + String.join(", ", names(claims))
                                            : "is " + IssuerHttp.shown(String.join(", ", has))),
                    "signIn.oidc.roles",
                    elsewhere
                            ? "use app roles (claim: roles), or have it send only the groups assigned to the application"
                            : "an administrator gives one of these values a role, or sets signIn.oidc.roles.otherwise",
                    subject);
        }
        if (!role.equals(rules.otherwise())) {
            checkMail(claims, rules.claim(), subject);
        }
        return role.get();
    }

    /** Addresses can often be set by those who bear them: only what the issuer has verified says anything. */
    private void checkMail(JsonNode claims, String claim, String subject) throws SignInException {
        if (claim.equals("email") && !claims.path("email_verified").asText("").equals("true")) {
            throw SignInException.account(
                    "this account's e-mail address is not verified by the issuer (email_verified)",
                    null,
                    "verify it there, or have signIn.oidc name a claim that people cannot set themselves",
                    subject);
        }
    }

    private static List<String> names(JsonNode claims) {
        List<String> names = new ArrayList<>();
        claims.fieldNames().forEachRemaining(name -> names.add(IssuerHttp.shown(name)));
        return names;
    }
}
