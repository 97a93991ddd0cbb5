package dev.nightjar.ingest.scrapeconfig;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** How a request says who sends it. */
public sealed interface Authorization {
    record None() implements Authorization {}

    record Basic(SecretText user, SecretText password) implements Authorization {}

    /** @param type such as {@code Bearer} */
    record Credentials(String type, SecretText credentials) implements Authorization {}

    /**
     * A token fetched with the client's own credentials (RFC 6749, 4.4) and used until it expires.
     *
     * @param parameters of the request for a token, beside the usual ones
     * @param access of that request
     */
    record ClientCredentials(
            String clientId,
            SecretText secret,
            URI tokenUrl,
            List<String> scopes,
            Map<String, String> parameters,
            HttpAccess access)
            implements Authorization {
        public ClientCredentials {
            scopes = List.copyOf(scopes);
            parameters = Map.copyOf(parameters);
        }
    }
}
