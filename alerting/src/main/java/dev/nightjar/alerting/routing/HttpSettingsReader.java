package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code http_config}. */
public final class HttpSettingsReader {
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
        section.refuse("oauth2", "no_proxy", "proxy_from_environment", "proxy_connect_header");
        String scheme = "";
        Secret credentials = Secret.NONE;
        Optional<Secret> bearer = Fields.secret(section, "bearer_token", folder);
        if (bearer.isPresent()) {
            scheme = "Bearer";
            credentials = bearer.get();
        }
        Optional<Section> authorization = section.section("authorization", "authorization");
        if (authorization.isPresent()) {
            authorization.get().allow("type", "credentials", "credentials_file");
            scheme = authorization.get().text("type").orElse("Bearer");
            if (scheme.equalsIgnoreCase("basic")) {
                authorization.get().problem("type", "type: Basic belongs into basic_auth, with username and password");
            }
            credentials =
                    Fields.secret(authorization.get(), "credentials", folder).orElse(Secret.NONE);
        }
        Optional<Section> basic = section.section("basic_auth", "basic_auth");
        basic.ifPresent(auth -> auth.allow("username", "username_file", "password", "password_file")
                .refuse("username_file"));
        if (basic.isPresent() && !scheme.isEmpty()) {
            section.problem(
                    "basic_auth", "at most one of basic_auth, authorization and bearer_token must be configured");
        }
        Optional<Section> tls = section.section("tls_config", "tls_config");
        tls.ifPresent(HttpSettingsReader::checkTls);
        return new HttpSettings(
                scheme,
                credentials,
                basic.flatMap(auth -> auth.text("username")).orElse(""),
                basic.flatMap(auth -> Fields.secret(auth, "password", folder)).orElse(Secret.NONE),
                section.text("proxy_url").orElse(""),
                section.flag("follow_redirects", true),
                tls.flatMap(each -> each.text("ca_file")).map(folder::resolve).orElse(null),
                tls.map(each -> each.flag("insecure_skip_verify", false)).orElse(false),
                headers(section));
    }

    private static void checkTls(Section tls) {
        tls.allow(
                "ca",
                "cert",
                "key",
                "ca_file",
                "cert_file",
                "key_file",
                "server_name",
                "insecure_skip_verify",
                "min_version",
                "max_version");
        tls.refuse("ca", "cert", "key", "cert_file", "key_file", "server_name");
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> headers = new LinkedHashMap<>();
        section.namedSections("http_headers", "header").forEach((name, header) -> {
            header.allow("values", "secrets", "files").refuse("files");
            headers.put(name, String.join(", ", header.textList(header.has("secrets") ? "secrets" : "values")));
        });
        return headers;
    }
}
