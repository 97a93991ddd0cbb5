package dev.nightjar.web.signin;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An identity provider people sign in by.
 *
 * @param issuer as its own document writes it
 * @param secret of the client; none: a public client, which PKCE alone protects
 * @param name on the button
 * @param user the claim that people are called by here
 * @param required claims that an account must have, with these values
 * @param session how long somebody stays signed in
 * @param only whether nobody signs in otherwise, but by the link that a start prints
 * @param external where browsers reach us
 * @param connection how the issuer is reached
 */
public record OidcSettings(
        String issuer,
        String clientId,
        Secret secret,
        List<String> scopes,
        String name,
        String user,
        RoleRules roles,
        Map<String, String> required,
        Duration session,
        boolean only,
        URI external,
        HttpSettings connection) {
    public OidcSettings {
        scopes = List.copyOf(scopes);
        required = Map.copyOf(required);
    }

    /** To be registered at the issuer: it sends browsers nowhere else. */
    public URI redirect() {
        return external.resolve(SignInRoutes.CALLBACK);
    }

    /** To be registered there, too: where browsers come back to from signing out. */
    public URI afterSignOut() {
        return external.resolve("/sign-in");
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(external.getScheme());
    }
}
