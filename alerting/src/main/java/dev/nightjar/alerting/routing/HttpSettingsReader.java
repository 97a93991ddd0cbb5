package dev.nightjar.alerting.routing;

import dev.nightjar.definition.RequestHeaders;
import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code http_config}. */
public final class HttpSettingsReader {
    /** What the client that sends notices keeps to itself. */
    private static final Set<String> OWN_HEADERS = Set.of("upgrade", "expect");

    private HttpSettingsReader() {}

    /** What {@code parent} says under {@code http_config}; where it says nothing, {@code otherwise}. */
    public static HttpSettings read(Section parent, HttpSettings otherwise, Path folder) {
        return parent.section("http_config", "http_config")
                .map(section -> read(section, folder))
                .orElse(otherwise);
    }

    private static HttpSettings read(Section section, Path folder) {
        section.allow(
                "authorization",
                "basic_auth",
                "bearer_token",
                "bearer_token_file",
                "oauth2",
                "proxy_url",
                "no_proxy",
                "proxy_from_environment",
                "proxy_connect_header",
                "follow_redirects",
                "enable_http2",
                "tls_config",
                "http_headers");
        if (ways(section) > 1) {
            section.problem(
                    "basic_auth",
                    "at most one of basic_auth, authorization, bearer_token and oauth2 must be configured");
        }
        String scheme = "";
        Secret credentials = Secret.NONE;
        Optional<Secret> bearer = Fields.secret(section, "bearer_token", folder);
        if (bearer.isPresent()) {
            scheme = "Bearer";
            credentials = bearer.get();
        }
        Optional<Section> authorization = section.section("authorization", "authorization");
        if (authorization.isPresent()) {
            authorization.get().allow("type", "credentials", "credentials_file", "credentials_ref");
            Fields.refuseReferences(authorization.get(), "credentials");
            scheme = authorization.get().text("type").orElse("Bearer");
            if (scheme.equalsIgnoreCase("basic")) {
                authorization.get().problem("type", "type: Basic belongs into basic_auth, with username and password");
            }
            credentials =
                    Fields.secret(authorization.get(), "credentials", folder).orElse(Secret.NONE);
        }
        Optional<Section> basic = section.section("basic_auth", "basic_auth");
        basic.ifPresent(auth -> {
            auth.allow("username", "username_file", "username_ref", "password", "password_file", "password_ref");
            Fields.refuseReferences(auth, "username", "password");
        });
        return new HttpSettings(
                scheme,
                credentials,
                basic.flatMap(auth -> Fields.secret(auth, "username", folder)).orElse(Secret.NONE),
                basic.flatMap(auth -> Fields.secret(auth, "password", folder)).orElse(Secret.NONE),
                tokens(section, folder),
                ProxySettingsReader.read(section),
                section.flag("follow_redirects", true),
                section.flag("enable_http2", true),
                TlsSettingsReader.read(section, "tls_config", TlsSettings.USUAL, folder),
                headers(section, folder));
    }

    private static long ways(Section section) {
        boolean bearer = section.has("bearer_token") || section.has("bearer_token_file");
        return List.of("basic_auth", "authorization", "oauth2").stream()
                        .filter(section::has)
                        .count()
                + (bearer ? 1 : 0);
    }

    private static @Nullable TokenSettings tokens(Section http, Path folder) {
        Optional<Section> written = http.section("oauth2", "oauth2");
        if (written.isEmpty()) {
            return null;
        }
        Section section = written.get();
        section.allow(
                "client_id",
                "client_secret",
                "client_secret_file",
                "client_secret_ref",
                "client_certificate_key",
                "client_certificate_key_file",
                "client_certificate_key_ref",
                "client_certificate_key_id",
                "signature_algorithm",
                "grant_type",
                "iss",
                "audience",
                "claims",
                "token_url",
                "scopes",
                "endpoint_params",
                "tls_config",
                "proxy_url",
                "no_proxy",
                "proxy_from_environment",
                "proxy_connect_header");
        Fields.refuseReferences(section, "client_secret");
        section.refuse(
                "client_certificate_key",
                "client_certificate_key_file",
                "client_certificate_key_ref",
                "client_certificate_key_id",
                "signature_algorithm",
                "iss",
                "audience",
                "claims");
        String grant = section.text("grant_type").orElse("client_credentials");
        if (!grant.isEmpty() && !grant.equals("client_credentials")) {
            section.problem("grant_type", "not supported yet: grant_type \"" + grant + "\"; write client_credentials");
        }
        String url = section.requiredText("token_url");
        Fields.checkUrls(section, "token_url");
        return new TokenSettings(
                section.requiredText("client_id"),
                Fields.secret(section, "client_secret", folder).orElse(Secret.NONE),
                url,
                section.textList("scopes"),
                section.texts("endpoint_params"),
                TlsSettingsReader.read(section, "tls_config", TlsSettings.USUAL, folder),
                ProxySettingsReader.read(section));
    }

    private static Map<String, List<Secret>> headers(Section section, Path folder) {
        Map<String, List<Secret>> headers = new LinkedHashMap<>();
        section.namedSections("http_headers", "header").forEach((name, header) -> {
            header.allow("values", "secrets", "files");
            if (RequestHeaders.areOwn(name, OWN_HEADERS)) {
                header.problem(name, "setting the header \"" + name + "\" is not allowed");
            }
            List<Secret> values = new ArrayList<>();
            header.textList("values").forEach(value -> values.add(new Secret(value, null)));
            header.textList("secrets").forEach(value -> values.add(new Secret(value, null)));
            header.textList("files").forEach(file -> values.add(new Secret("", folder.resolve(file))));
            headers.put(name, List.copyOf(values));
        });
        return headers;
    }
}
