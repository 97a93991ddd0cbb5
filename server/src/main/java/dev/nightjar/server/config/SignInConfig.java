package dev.nightjar.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How people sign in, beside tokens. */
public record SignInConfig(Oidc oidc) {
    /** An identity provider that speaks OpenID Connect. What these keys must be together is {@link SignInReader}'s. */
    public record Oidc(
            @Meaning(
                    "Identity provider by which people sign in (OpenID Connect), to the letter as it calls itself, such as `https://login.example/realms/ops`; empty: none. Examples of many: docs/sign-in.md.")
            String issuer,

            @Meaning("What Nightjar is called there.") String clientId,

            @Meaning("The client's secret; empty, and no file: a public client, which PKCE alone protects.") @Secret
            String clientSecret,

            @Meaning("File that holds it, in place of `clientSecret`; read again for each sign-in.")
            String clientSecretFile,

            @Meaning("What the button calls the provider; empty: the issuer's host.")
            String name,

            @Meaning("What is asked for; `openid` must be among it.")
            List<String> scopes,

            @Meaning(
                    "The claim that people are called by, to be the same as in `oncall.yml`; `email` counts where it is verified.")
            String user,

            Roles roles,

            @Meaning("Claims that an account must have, such as `{hd: example.com}`, whatever its roles.")
            Map<String, String> require,

            @Meaning("How long somebody stays signed in, 30d at most; the role is looked at again when they sign in.")
            Duration session,

            @Meaning(
                    "Whether people no longer sign in by tokens; the link that a start prints remains, for emergencies.")
            boolean only,

            @Meaning(
                    "File of the authorities, in PEM, that the provider's certificate leads to; empty: those the JDK trusts.")
            String authority,

            @Meaning(
                    "Proxy through which the server reaches the provider, such as `http://proxy:3128`, or `environment` for `HTTPS_PROXY` and `NO_PROXY`; empty: none.")
            @Secret
            String proxy) {
        public Oidc {
            scopes = List.copyOf(scopes);
            require = Map.copyOf(require);
        }

        public boolean isOn() {
            return !issuer.isEmpty();
        }
    }

    /** Who may do what: values of a claim for each role. */
    public record Roles(
            @Meaning("The claim whose values give roles; dots lead into nested ones, as in `realm_access.roles`.")
            String claim,

            @Meaning("Values that make a viewer, who may look; of several roles the highest counts.")
            List<String> viewer,

            @Meaning("Values that make a responder, who may act on pages and incidents.")
            List<String> responder,

            @Meaning("Values that make a manager.") List<String> manager,
            @Meaning("Values that make an administrator.") List<String> admin,

            @Meaning("Role of those with none of these values: `viewer`, `responder`, `manager`, or `refused`.")
            String otherwise) {
        public Roles {
            viewer = List.copyOf(viewer);
            responder = List.copyOf(responder);
            manager = List.copyOf(manager);
            admin = List.copyOf(admin);
        }
    }

    public static final SignInConfig DEFAULTS = new SignInConfig(new Oidc(
            "",
            "",
            "",
            "",
            "",
            List.of("openid", "profile", "email"),
            "preferred_username",
            new Roles("groups", List.of(), List.of(), List.of(), List.of(), "refused"),
            Map.of(),
            Duration.ofDays(1),
            false,
            "",
            ""));
}
