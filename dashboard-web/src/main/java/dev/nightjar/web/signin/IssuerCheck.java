package dev.nightjar.web.signin;

import com.nimbusds.jose.jwk.JWK;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Asks an issuer what it is, for whoever sets it up. */
public final class IssuerCheck {
    private IssuerCheck() {}

    /** What it answers, and what it must be told, line by line. Blocks. */
    public static List<String> ask(OidcSettings settings, InstantSource clock) throws SignInException {
        try (IssuerHttp http = new IssuerHttp(settings.connection())) {
            Issuer issuer = new Issuer(settings, http, clock);
            IssuerDocument document = issuer.document();
            List<JWK> keys = issuer.keys();
            return List.of(
                    "issuer " + settings.issuer() + " answers; its keys: "
                            + (keys.isEmpty()
                                    ? "none"
                                    : keys.stream().map(IssuerCheck::kind).collect(Collectors.joining(", "))),
                    "  the client shows who it is by "
                            + switch (document.proof()) {
                                case BASIC -> "its secret (client_secret_basic)";
                                case POST -> "its secret (client_secret_post)";
                                case NONE -> "PKCE alone: it has no secret";
                            },
                    "  register there: redirect address " + settings.redirect(),
                    document.endSession().isPresent()
                            ? "  and, to come back to after signing out, " + settings.afterSignOut()
                            : "  it has no place to sign out (end_session_endpoint): who signs out here stays signed in there");
        }
    }

    private static String kind(JWK key) {
        return key.getAlgorithm() == null
                ? key.getKeyType().getValue()
                : key.getAlgorithm().getName();
    }
}
