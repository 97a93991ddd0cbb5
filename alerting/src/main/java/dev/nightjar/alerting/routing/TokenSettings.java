package dev.nightjar.alerting.routing;

import java.util.List;
import java.util.Map;

/**
 * Where the tokens come from that a receiver's server wants: {@code oauth2}, the grant for clients.
 *
 * @param parameters further ones of the request for a token
 */
public record TokenSettings(
        String clientId,
        Secret clientSecret,
        String url,
        List<String> scopes,
        Map<String, String> parameters,
        TlsSettings tls,
        ProxySettings proxy) {
    public TokenSettings {
        scopes = List.copyOf(scopes);
        parameters = Map.copyOf(parameters);
    }
}
