package dev.nightjar.server.config;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.ProxySettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.alerting.routing.TlsSettings;
import dev.nightjar.server.config.SignInConfig.Oidc;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.signin.Endpoints;
import dev.nightjar.web.signin.OidcSettings;
import dev.nightjar.web.signin.RoleRules;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of {@code signIn} what signing in needs, or says all that is wrong with it. The issuer is not asked. */
public final class SignInReader {
    private static final String KEY = "signIn.oidc";

    private final NightjarConfig config;
    private final Oidc oidc;
    private final List<String> problems = new ArrayList<>();

    private SignInReader(NightjarConfig config) {
        this.config = config;
        this.oidc = config.signIn().oidc();
    }

    /** Empty where nobody signs in that way. */
    public static Optional<OidcSettings> read(NightjarConfig config) throws ConfigurationException {
        SignInReader reader = new SignInReader(config);
        if (!reader.oidc.isOn()) {
            reader.unused();
            reader.refuse();
            return Optional.empty();
        }
        OidcSettings settings = reader.settings();
        reader.refuse();
        return Optional.of(settings);
    }

    /**
     * Whether people come by a proxy, which listens to the world in place of a listener on loopback: then a request from
     * this machine says nothing of who is behind it.
     */
    public static boolean isBehindProxy(NightjarConfig config) {
        return config.signIn().oidc().isOn()
                && config.listen().isLoopback()
                && !config.baseUrl().isEmpty()
                && !Endpoints.isThisMachine(
                        Optional.ofNullable(URI.create(config.baseUrl()).getHost())
                                .orElse(""));
    }

    private void refuse() throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private void problem(String key, String what) {
        problems.add(KEY + (key.isEmpty() ? "" : "." + key) + ": " + what);
    }

    private void unused() {
        if (!oidc.equals(SignInConfig.DEFAULTS.oidc())) {
            problem(
                    "issuer",
                    "is missing: without it nobody signs in by OpenID Connect, and the keys beside it mean nothing");
        }
    }

    private OidcSettings settings() {
        URI issuer = issuer();
        if (oidc.clientId().isBlank()) {
            problem("clientId", "is missing: it is what Nightjar is called at the issuer");
        }
        if (!oidc.scopes().contains("openid")) {
            problem("scopes", "openid must be among them, found " + String.join(", ", oidc.scopes()));
        }
        if (oidc.user().isBlank()) {
            problem("user", "is missing: it names the claim that people are called by");
        }
        if (!oidc.session().isPositive() || oidc.session().compareTo(Sessions.LIFETIME) > 0) {
            problem(
                    "session",
                    "must be between 1s and " + DurationText.text(Sessions.LIFETIME) + ", found "
                            + DurationText.text(oidc.session()));
        }
        return new OidcSettings(
                oidc.issuer(),
                oidc.clientId(),
                secret(),
                oidc.scopes(),
                oidc.name().isBlank() ? issuer.getHost() : oidc.name(),
                oidc.user(),
                roles(),
                oidc.require(),
                oidc.session(),
                oidc.only(),
                external(),
                connection());
    }

    private URI issuer() {
        try {
            URI issuer = Endpoints.safe(oidc.issuer());
            if (issuer.getRawQuery() != null) {
                problem("issuer", "an issuer has no question mark, found \"" + oidc.issuer() + "\"");
            }
            if (issuer.getPath().endsWith("/.well-known/openid-configuration")) {
                problem("issuer", "write it without /.well-known/openid-configuration");
            }
            return issuer;
        } catch (IllegalArgumentException e) {
            problem("issuer", String.valueOf(e.getMessage()));
            return URI.create("https://issuer.invalid");
        }
    }

    private Secret secret() {
        if (oidc.clientSecretFile().isEmpty()) {
            return new Secret(oidc.clientSecret(), null);
        }
        if (!oidc.clientSecret().isEmpty()) {
            problem("clientSecretFile", "give clientSecret or clientSecretFile, not both");
        }
        Path file = readable("clientSecretFile", oidc.clientSecretFile());
        Secret secret = new Secret("", file);
        if (file != null && secret.read().isEmpty()) {
            problem("clientSecretFile", file + " is empty");
        }
        return secret;
    }

    private @Nullable Path readable(String key, String name) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            return file;
        }
        problem(key, file.toAbsolutePath() + (Files.exists(file) ? " cannot be read" : " is not there"));
        return null;
    }

    private RoleRules roles() {
        SignInConfig.Roles roles = oidc.roles();
        Map<Role, List<String>> values = Map.of(
                Role.VIEWER, roles.viewer(),
                Role.RESPONDER, roles.responder(),
                Role.MANAGER, roles.manager(),
                Role.ADMIN, roles.admin());
        Optional<Role> otherwise = switch (roles.otherwise()) {
            case "refused" -> Optional.empty();
            case "viewer" -> Optional.of(Role.VIEWER);
            case "responder" -> Optional.of(Role.RESPONDER);
            case "manager" -> Optional.of(Role.MANAGER);
            default -> {
                problem(
                        "roles.otherwise",
                        "expected one of viewer, responder, manager, refused, found \"" + roles.otherwise() + "\"");
                yield Optional.empty();
            }
        };
        if (roles.otherwise().equals("refused") && values.values().stream().allMatch(List::isEmpty)) {
            problem(
                    "roles",
                    "nobody could sign in: give values of " + roles.claim()
                            + " a role (viewer, responder, manager, admin), or set otherwise: viewer");
        }
        if (roles.claim().isBlank()) {
            problem("roles.claim", "is missing: it names the claim whose values give roles");
        }
        return new RoleRules(roles.claim(), values, otherwise);
    }

    private URI external() {
        if (config.baseUrl().isEmpty()) {
            if (!config.listen().isLoopback()) {
                problem("", "needs `baseUrl`, such as https://nightjar.example: the issuer sends browsers back there");
            }
            return URI.create(config.url());
        }
        try {
            return Endpoints.safe(config.baseUrl());
        } catch (IllegalArgumentException e) {
            problem("", "sends browsers back to `baseUrl`, and " + e.getMessage());
            return URI.create(config.url());
        }
    }

    private HttpSettings connection() {
        TlsSettings tls = TlsSettings.USUAL;
        if (!oidc.authority().isEmpty()) {
            Path file = readable("authority", oidc.authority());
            tls = new TlsSettings(new Secret("", file), Secret.NONE, Secret.NONE, "", false, List.of());
        }
        return new HttpSettings("", Secret.NONE, Secret.NONE, Secret.NONE, null, proxy(), false, false, tls, Map.of());
    }

    private ProxySettings proxy() {
        if (oidc.proxy().isEmpty() || oidc.proxy().equals("environment")) {
            return new ProxySettings("", "", !oidc.proxy().isEmpty());
        }
        try {
            URI uri = URI.create(oidc.proxy());
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return new ProxySettings(oidc.proxy(), "", false);
            }
        } catch (IllegalArgumentException e) {
            // said below, without the password that may be in it
        }
        problem("proxy", "expected a URL such as http://proxy:3128, or `environment`");
        return ProxySettings.NONE;
    }
}
