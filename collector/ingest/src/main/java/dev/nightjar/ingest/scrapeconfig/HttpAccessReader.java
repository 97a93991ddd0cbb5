package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.RequestHeaders;
import dev.nightjar.definition.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how requests are sent: the fields that jobs and discoveries share. */
public final class HttpAccessReader {
    /** The fields that {@link #read} takes out of a section that has others too. */
    public static final List<String> FIELDS = List.of(
            "basic_auth",
            "authorization",
            "oauth2",
            "bearer_token",
            "bearer_token_file",
            "tls_config",
            "proxy_url",
            "no_proxy",
            "proxy_from_environment",
            "proxy_connect_header",
            "follow_redirects",
            "enable_http2",
            "http_headers");

    /** Those of Prometheus' own requests. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    private static final List<String> TLS_VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

    private final Path folder;
    private final ProxyReader proxies;

    /** @param folder that paths of files start at */
    public HttpAccessReader(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.proxies = new ProxyReader(environment);
    }

    public HttpAccess read(Section of) {
        of.flag("enable_http2", true); // either is served: requests are made by HTTP/1.1
        return new HttpAccess(
                authorization(of),
                of.section("tls_config", "tls_config").map(this::tls).orElse(TlsAccess.DEFAULTS),
                proxies.read(of),
                proxies.connectHeaders(of),
                of.flag("follow_redirects", true),
                headers(of));
    }

    static Optional<URI> uri(Section of, String field, String text) {
        try {
            URI uri = new URI(text);
            if (Authority.isHttp(uri)) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        of.problem(field, field + ": not an HTTP URL: \"" + text + "\"; write it like http://host:8080/path");
        return Optional.empty();
    }

    private Authorization authorization(Section of) {
        List<Authorization> found = new ArrayList<>();
        of.section("basic_auth", "basic_auth").ifPresent(basic -> found.add(basic(basic)));
        of.section("authorization", "authorization").ifPresent(header -> found.add(credentials(header)));
        of.section("oauth2", "oauth2").flatMap(this::clientCredentials).ifPresent(found::add);
        secret(of, "bearer_token").ifPresent(token -> found.add(new Authorization.Credentials("Bearer", token)));
        if (found.size() > 1) {
            of.problem(
                    "authorization", "more than one of basic_auth, authorization, oauth2 and bearer_token; keep one");
        }
        return found.isEmpty() ? new Authorization.None() : found.getFirst();
    }

    private Authorization basic(Section section) {
        section.allow("username", "username_file", "username_ref", "password", "password_file", "password_ref")
                .refuse("username_ref", "password_ref");
        SecretText empty = new SecretText.Given("");
        return new Authorization.Basic(
                secret(section, "username").orElse(empty),
                secret(section, "password").orElse(empty));
    }

    private Authorization credentials(Section section) {
        section.allow("type", "credentials", "credentials_file", "credentials_ref")
                .refuse("credentials_ref");
        String type = section.text("type").orElse("Bearer");
        if (type.strip().equalsIgnoreCase("basic")) {
            section.problem("type", "type basic has a section of its own: basic_auth");
        }
        return new Authorization.Credentials(
                type, secret(section, "credentials").orElse(new SecretText.Given("")));
    }

    private Optional<Authorization> clientCredentials(Section section) {
        List<String> known = new ArrayList<>(List.of(
                "client_id",
                "client_secret",
                "client_secret_file",
                "client_secret_ref",
                "client_certificate_key",
                "client_certificate_key_file",
                "client_certificate_key_id",
                "grant_type",
                "scopes",
                "token_url",
                "endpoint_params",
                "tls_config"));
        known.addAll(
                List.of("proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header", "http_headers"));
        section.allow(known.toArray(String[]::new))
                .refuse(
                        "client_secret_ref",
                        "client_certificate_key",
                        "client_certificate_key_file",
                        "client_certificate_key_id");
        if (!section.text("grant_type").orElse("client_credentials").equals("client_credentials")) {
            section.problem("grant_type", "not supported yet: a grant_type other than client_credentials");
        }
        String id = section.requiredText("client_id");
        String tokenUrl = section.requiredText("token_url");
        HttpAccess access = read(section);
        return uri(section, "token_url", tokenUrl)
                .map(url -> new Authorization.ClientCredentials(
                        id,
                        secret(section, "client_secret").orElse(new SecretText.Given("")),
                        url,
                        section.textList("scopes"),
                        section.texts("endpoint_params"),
                        access));
    }

    /** A text under {@code field}, or in a file under {@code field_file}. */
    private Optional<SecretText> secret(Section of, String field) {
        String fileField = field + "_file";
        if (of.has(field) && of.has(fileField)) {
            of.problem(fileField, field + " and " + fileField + " are both there; keep one");
        }
        Optional<SecretText> given = of.text(field).map(SecretText.Given::new);
        return given.isPresent() ? given : of.text(fileField).map(name -> new SecretText.InFile(folder.resolve(name)));
    }

    /** Reads what a {@code tls_config} says. */
    public TlsAccess tls(Section section) {
        section.allow(
                        "ca",
                        "ca_file",
                        "ca_ref",
                        "cert",
                        "cert_file",
                        "cert_ref",
                        "key",
                        "key_file",
                        "key_ref",
                        "server_name",
                        "insecure_skip_verify",
                        "min_version",
                        "max_version")
                .refuse("ca_ref", "cert_ref", "key_ref");
        Optional<SecretText> certificate = secret(section, "cert");
        Optional<SecretText> key = secret(section, "key");
        if (certificate.isPresent() != key.isPresent()) {
            section.problem("cert_file", "a certificate needs a key and a key a certificate; one of them is missing");
        }
        return new TlsAccess(
                secret(section, "ca"),
                certificate,
                key,
                section.text("server_name").orElse(""),
                section.flag("insecure_skip_verify", false),
                versions(section));
    }

    private static Set<String> versions(Section section) {
        int from = version(section, "min_version", 0);
        int to = version(section, "max_version", TLS_VERSIONS.size() - 1);
        Set<String> versions = new LinkedHashSet<>();
        if (section.has("min_version") || section.has("max_version")) {
            for (int i = Math.max(from, 2); i <= to; i++) { // the JDK has neither 1.0 nor 1.1 any more
                versions.add(i == 2 ? "TLSv1.2" : "TLSv1.3");
            }
            if (versions.isEmpty()) {
                section.problem("max_version", "no version of TLS from 1.2 on is left");
            }
        }
        return versions;
    }

    private static int version(Section section, String field, int otherwise) {
        Optional<String> text = section.text(field);
        int found = text.isEmpty() ? otherwise : TLS_VERSIONS.indexOf(text.get());
        if (found < 0) {
            section.problem(
                    field,
                    field + ": must be one of " + String.join(", ", TLS_VERSIONS) + ", found \"" + text.orElse("")
                            + "\"");
            return otherwise;
        }
        return found;
    }

    private Map<String, List<SecretText>> headers(Section of) {
        Map<String, List<SecretText>> headers = new LinkedHashMap<>();
        of.namedSections("http_headers", "header").forEach((name, section) -> {
            if (RequestHeaders.areOwn(name, OWN_HEADERS)) {
                section.problem(name, name + " is not to be written here: requests have one of their own");
            }
            section.allow("values", "secrets", "files");
            List<SecretText> values = new ArrayList<>();
            section.textList("values").forEach(text -> values.add(new SecretText.Given(text)));
            section.textList("secrets").forEach(text -> values.add(new SecretText.Given(text)));
            section.textList("files").forEach(file -> values.add(new SecretText.InFile(folder.resolve(file))));
            headers.put(name, List.copyOf(values));
        });
        return headers;
    }
}
