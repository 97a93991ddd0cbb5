package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an issuer says of itself, as far as it matters here, once it is found to be whole and safe. */
record IssuerDocument(
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        boolean namesItself,
        ClientProof proof) {
    /** How we show the issuer who we are. */
    enum ClientProof {
        /** The secret in a header. */
        BASIC,
        /** The secret in the form. */
        POST,
        /** Nothing but PKCE. */
        NONE
    }

    private static final String PATH = "/.well-known/openid-configuration";

    /** Where the issuer says what it is. */
    static URI address(String issuer) {
        return URI.create(issuer.replaceFirst("/$", "") + PATH);
    }

    static IssuerDocument of(JsonNode document, OidcSettings settings) throws SignInException {
        String where = address(settings.issuer()).toString();
        String issuer = document.path("issuer").asText();
        if (issuer.contains("{")) {
            throw SignInException.issuer(
                    "not supported yet: an issuer for many tenants (" + IssuerHttp.shown(issuer) + ")",
                    where,
                    "write the one of your tenant, such as https://login.microsoftonline.com/TENANT-ID/v2.0");
        }
        if (!issuer.equals(settings.issuer())) {
            throw SignInException.issuer(
                    "the issuer calls itself \"" + IssuerHttp.shown(issuer) + "\", and not \"" + settings.issuer()
                            + "\"",
                    where,
                    "write signIn.oidc.issuer to the letter as it does, its last / included");
        }
        if (document.path("require_pushed_authorization_requests").asBoolean()) {
            throw SignInException.issuer(
                    "not supported yet: pushed authorization requests, which the issuer demands",
                    where,
                    "let this client do without");
        }
        offers(document, "response_types_supported", Set.of("code"), where);
        offers(document, "id_token_signing_alg_values_supported", IdTokens.ALGORITHM_NAMES, where);
        return new IssuerDocument(
                needed(document, "authorization_endpoint", where),
                needed(document, "token_endpoint", where),
                needed(document, "jwks_uri", where),
                optional(document, "userinfo_endpoint", where),
                optional(document, "end_session_endpoint", where),
                document.path("authorization_response_iss_parameter_supported").asBoolean(),
                proof(document, settings, where));
    }

    /** Nothing is said where it offers the usual. */
    private static void offers(JsonNode document, String list, Set<String> ours, String where) throws SignInException {
        List<String> offered = Claims.texts(document, list);
        if (!offered.isEmpty() && offered.stream().noneMatch(ours::contains)) {
            throw SignInException.issuer(
                    "not supported yet: " + list + " has " + IssuerHttp.shown(String.join(", ", offered))
                            + " only, and none of "
                            + String.join(", ", ours.stream().sorted().toList()),
                    where,
                    "set this client to one of them");
        }
    }

    private static ClientProof proof(JsonNode document, OidcSettings settings, String where) throws SignInException {
        if (settings.secret().isEmpty()) {
            return ClientProof.NONE;
        }
        List<String> offered = new ArrayList<>(Claims.texts(document, "token_endpoint_auth_methods_supported"));
        if (offered.isEmpty() || offered.contains("client_secret_basic")) {
            return ClientProof.BASIC;
        }
        if (offered.contains("client_secret_post")) {
            return ClientProof.POST;
        }
        throw SignInException.issuer(
                "not supported yet: clients that show who they are by " + IssuerHttp.shown(String.join(", ", offered)),
                where,
                "allow client_secret_basic or client_secret_post for this client");
    }

    private static URI needed(JsonNode document, String name, String where) throws SignInException {
        return optional(document, name, where)
                .orElseThrow(() -> SignInException.issuer(
                        "the issuer's document has no " + name,
                        where,
                        "see that signIn.oidc.issuer names an OpenID Connect provider"));
    }

    private static Optional<URI> optional(JsonNode document, String name, String where) throws SignInException {
        String text = document.path(name).asText("");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Endpoints.safe(text));
        } catch (IllegalArgumentException e) {
            throw SignInException.issuer(
                    "the issuer's " + name + ": " + IssuerHttp.shown(String.valueOf(e.getMessage())),
                    where,
                    "have the issuer name addresses of its own that are encrypted");
        }
    }
}
