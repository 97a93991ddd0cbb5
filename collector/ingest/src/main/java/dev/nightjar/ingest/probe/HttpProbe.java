package dev.nightjar.ingest.probe;

import com.google.re2j.Pattern;
import dev.nightjar.definition.Authority;
import dev.nightjar.ingest.fetch.AccessTokens;
import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.probeconfig.Check;
import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * Asks by HTTP/1.1, over a connection of its own for each request, so that all phases are measured each time. Redirects
 * are followed; the times of a phase are then added up.
 */
final class HttpProbe {
    private static final int MOST_REDIRECTS = 10;
    private static final List<String> PROTOCOLS = List.of("http/1.1");

    /** Rules ask for a status of 0 where nobody answers. */
    private static final List<String> NOTHING_ANSWERED = List.of(
            "probe_http_ssl",
            "probe_http_status_code",
            "probe_http_version",
            "probe_http_redirects",
            "probe_http_content_length",
            "probe_http_uncompressed_body_length");

    private final Dialer dialer;
    private final Check.Http check;
    private final ProbeRun run;
    private final AccessTokens tokens;

    HttpProbe(Dialer dialer, AccessTokens tokens, Check.Http check, ProbeRun run) {
        this.dialer = dialer;
        this.tokens = tokens;
        this.check = check;
        this.run = run;
    }

    /** An answer, and the connection that it came by. */
    private record Answer(HttpHead head, HttpBody body, boolean encrypted) {}

    /** What is asked for next. */
    private record Ask(String method, URI uri, boolean withBody, boolean withCredentials) {}

    /** @param hostname to ask for instead of the target's, if any */
    void run(String target, Optional<String> hostname) throws IOException, ProbeFailedException {
        run.phases("probe_http_duration_seconds", "resolve", "connect", "tls", "processing", "transfer");
        run.value("probe_failed_due_to_regex", false);
        NOTHING_ANSWERED.forEach(metric -> run.value(metric, 0));
        URI uri = uri(target);
        Ask ask = new Ask(check.request().method(), uri, true, true);
        Answer answer = ask(ask, hostname);
        int redirects = 0;
        while (check.access().followsRedirects() && answer.head.redirect().isPresent()) {
            if (redirects == MOST_REDIRECTS) {
                throw new ProbeFailedException("redirected more than " + MOST_REDIRECTS + " times");
            }
            redirects++;
            run.value("probe_http_redirects", redirects);
            ask = redirected(ask, answer.head);
            run.log("redirected to " + ask.uri);
            answer = ask(ask, sameHost(ask.uri, uri) ? hostname : Optional.empty());
        }
        run.leave();
        if (answer.head.redirect().isPresent()) {
            run.value("probe_http_redirects", redirects + 1); // counts also where it is not followed
        }
        judge(answer);
    }

    private static URI uri(String target) throws ProbeFailedException {
        try {
            URI uri = new URI(target.contains("://") ? target : "http://" + target);
            if (Authority.isHttp(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new ProbeFailedException("not an HTTP URL: \"" + target + "\"");
    }

    private static Authority authority(URI uri) {
        return Authority.of(uri).orElseThrow(() -> new IllegalArgumentException(uri + " names no host"));
    }

    private static boolean sameHost(URI one, URI other) {
        return authority(one).host().equalsIgnoreCase(authority(other).host());
    }

    /** As browsers do it: what is not to be repeated as it was becomes a GET. */
    private Ask redirected(Ask from, HttpHead head) throws ProbeFailedException {
        String location = head.redirect().orElse("");
        URI to;
        try {
            to = uri(from.uri.resolve(new URI(location)).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ProbeFailedException("redirected to what is no URL: \"" + location + "\"", e);
        }
        boolean same = head.status() == 307 || head.status() == 308;
        String method = same || from.method.equals("HEAD") ? from.method : "GET";
        return new Ask(method, to, same && from.withBody, from.withCredentials && sameHost(to, from.uri));
    }

    private Answer ask(Ask ask, Optional<String> hostname) throws IOException, ProbeFailedException {
        Optional<String> shown = ask.withCredentials ? credentials(ask.uri) : Optional.empty();
        boolean encrypted = ask.uri.getScheme().equals("https");
        String host = authority(ask.uri).host();
        int port = authority(ask.uri).portOr(encrypted ? 443 : 80);
        Optional<HttpProxy> proxy = check.access()
                .proxies()
                .of(encrypted, host, port)
                .map(address -> new HttpProxy(address, check.access()));
        Socket socket = proxy.isPresent()
                ? proxy.get().open(dialer, check.ip(), new Authority(host, port), encrypted, run)
                : dialer.connect(
                        dialer.resolve(host, check.ip(), run), port, check.ip().source(), run);
        run.value("probe_http_ssl", encrypted);
        Optional<String> named = hostname.or(() -> hostHeader());
        Socket used = socket;
        if (encrypted) {
            SSLSocket tls =
                    dialer.encrypt(socket, named.orElse(host), check.access().tls(), PROTOCOLS, run);
            used = tls;
        }
        byte[] body = ask.withBody ? body() : new byte[0];
        byte[] head = head(ask, named, shown, body.length, proxy.filter(one -> one.isAskedForWholeUrls(encrypted)))
                .getBytes(StandardCharsets.ISO_8859_1);
        run.enter("processing");
        byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        used.getOutputStream().write(whole);
        InputStream in = new BufferedInputStream(used.getInputStream(), 16 << 10);
        in.mark(1);
        if (in.read() < 0) {
            throw new ProbeFailedException("the connection was closed without an answer");
        }
        in.reset();
        run.enter("transfer");
        HttpHead answered = HttpHead.read(in);
        run.log("answered " + answered.status());
        run.value("probe_http_status_code", answered.status());
        run.value("probe_http_version", Double.parseDouble(answered.version()));
        HttpBody came = HttpBody.read(answered, ask.method, check.request().compression(), in, check.bodyLimit());
        return new Answer(answered, came, encrypted);
    }

    private Optional<String> hostHeader() {
        return check.request().headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Host"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private byte[] body() throws ProbeFailedException {
        Optional<SecretText> body = check.request().body();
        return body.isEmpty() ? new byte[0] : read("body", body.get()).getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String what, SecretText text) throws ProbeFailedException {
        try {
            return text.read();
        } catch (IOException e) {
            throw new ProbeFailedException("the " + what + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param shown as who asks
     * @param proxy that is asked for the target, rather than the target itself
     */
    private String head(
            Ask ask, Optional<String> hostname, Optional<String> shown, int bodyLength, Optional<HttpProxy> proxy)
            throws ProbeFailedException {
        Map<String, String> headers = new LinkedHashMap<>();
        String authority = ask.uri.getRawAuthority().replaceFirst("^[^@]*@", "");
        headers.put("host", hostname.orElse(authority));
        proxy.flatMap(HttpProxy::authorization).ifPresent(value -> headers.put("proxy-authorization", value));
        headers.put("user-agent", "Nightjar");
        headers.put("accept", "*/*");
        headers.put("connection", "close");
        if (!check.request().compression().isEmpty()) {
            headers.put("accept-encoding", check.request().compression());
        }
        if (bodyLength > 0 || List.of("POST", "PUT", "PATCH").contains(ask.method)) {
            headers.put("content-length", Integer.toString(bodyLength));
        }
        check.request().headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("host")) {
                headers.put(lower, value);
            }
        });
        for (Map.Entry<String, List<SecretText>> header :
                check.access().headers().entrySet()) {
            for (SecretText value : header.getValue()) {
                headers.put(header.getKey().toLowerCase(Locale.ROOT), read("header " + header.getKey(), value));
            }
        }
        shown.ifPresent(value -> headers.put("authorization", value));
        String path = ask.uri.getRawPath().isEmpty() ? "/" : ask.uri.getRawPath();
        String query = ask.uri.getRawQuery() == null ? "" : "?" + ask.uri.getRawQuery();
        String place = proxy.isPresent() ? "http://" + authority : "";
        StringBuilder text = new StringBuilder(ask.method + " " + place + path + query + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.replaceAll("[\r\n]", " "))
                .append("\r\n"));
        return text.append("\r\n").toString();
    }

    private Optional<String> credentials(URI uri) throws ProbeFailedException {
        return switch (check.access().authorization()) {
            case Authorization.None none ->
                Optional.ofNullable(uri.getUserInfo()).map(HttpProbe::basic);
            case Authorization.Basic basic ->
                Optional.of(basic(read("user", basic.user()) + ":" + read("password", basic.password())));
            case Authorization.Credentials other ->
                Optional.of(other.type() + " " + read("credentials", other.credentials()));
            case Authorization.ClientCredentials grant -> Optional.of(token(grant));
        };
    }

    private String token(Authorization.ClientCredentials grant) throws ProbeFailedException {
        try {
            return tokens.header(grant, run.remaining());
        } catch (FetchException e) {
            throw new ProbeFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private void judge(Answer answer) throws ProbeFailedException {
        HttpHead head = answer.head;
        run.value("probe_http_content_length", answer.body.declared());
        run.value("probe_http_uncompressed_body_length", answer.body.length());
        head.first("Last-Modified").ifPresent(this::lastModified);
        Check.Expectation expected = check.expectation();
        boolean statusFits = expected.statuses().isEmpty()
                ? head.status() / 100 == 2
                : expected.statuses().contains(head.status());
        if (!statusFits) {
            throw new ProbeFailedException("answered " + head.status() + ", expected "
                    + (expected.statuses().isEmpty() ? "200 to 299" : expected.statuses()));
        }
        if (!expected.versions().isEmpty() && !expected.versions().contains("HTTP/" + head.version())) {
            throw new ProbeFailedException("answered by HTTP/" + head.version() + ", expected " + expected.versions());
        }
        switch (expected.encryption()) {
            case EITHER -> {}
            case NEEDED -> expect(answer.encrypted, "the connection was not encrypted in the end");
            case REFUSED -> expect(!answer.encrypted, "the connection was encrypted in the end");
        }
        judgeTexts(answer);
    }

    private static void expect(boolean holds, String otherwise) throws ProbeFailedException {
        if (!holds) {
            throw new ProbeFailedException(otherwise);
        }
    }

    private void judgeTexts(Answer answer) throws ProbeFailedException {
        Check.Expectation expected = check.expectation();
        run.value("probe_failed_due_to_regex", true); // unless it comes to the end
        boolean looks = !expected.body().isEmpty() || !expected.bodyNot().isEmpty();
        expect(
                !looks || answer.body.isWhole(),
                "the body has " + answer.body.length() + " bytes, of which only " + HttpBody.MOST_KEPT
                        + " could be looked at");
        for (Pattern pattern : expected.bodyNot()) {
            expect(!pattern.matcher(answer.body.start()).find(), "the body matches \"" + pattern + "\"");
        }
        for (Pattern pattern : expected.body()) {
            expect(pattern.matcher(answer.body.start()).find(), "the body does not match \"" + pattern + "\"");
        }
        for (Check.HeaderRule rule : expected.headersNot()) {
            List<String> values = answer.head.all(rule.header());
            expect(!values.isEmpty() || rule.allowMissing(), "header " + rule.header() + " is missing");
            expect(!anyMatches(rule, values), "header " + rule.header() + " matches \"" + rule.pattern() + "\"");
        }
        for (Check.HeaderRule rule : expected.headers()) {
            List<String> values = answer.head.all(rule.header());
            expect(!values.isEmpty() || rule.allowMissing(), "header " + rule.header() + " is missing");
            expect(
                    values.isEmpty() || anyMatches(rule, values),
                    "header " + rule.header() + " does not match \"" + rule.pattern() + "\"");
        }
        run.value("probe_failed_due_to_regex", false);
    }

    private static boolean anyMatches(Check.HeaderRule rule, List<String> values) {
        return values.stream().anyMatch(value -> rule.pattern().matcher(value).find());
    }

    private void lastModified(String text) {
        try {
            run.value(
                    "probe_http_last_modified_timestamp_seconds",
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond());
        } catch (DateTimeException e) {
            run.log("not a time in Last-Modified: " + text);
        }
    }
}
