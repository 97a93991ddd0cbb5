package dev.nightjar.web.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.alerting.connection.HttpClients;
import dev.nightjar.alerting.routing.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Asks an issuer, which is believed as little as need be: no redirects, little time, small answers. Blocks. */
final class IssuerHttp implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;

    static final ObjectMapper JSON = JsonMapper.builder().build();

    /** What was answered, whatever the status. */
    record Answer(int status, JsonNode body) {}

    private final HttpClients clients = new HttpClients(DEADLINE);
    private final HttpSettings connection;

    IssuerHttp(HttpSettings connection) {
        this.connection = connection;
    }

    Answer get(URI uri, Map<String, String> headers) throws SignInException {
        return send(request(uri, headers).GET());
    }

    /** @param form not logged, nor told of: there are secrets in it */
    Answer post(URI uri, Map<String, String> headers, Map<String, String> form) throws SignInException {
        return send(request(uri, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(DEADLINE).header("Accept", "application/json");
        headers.forEach(request::header);
        HttpClients.proxyHeaders(connection.proxy(), uri, request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder building) throws SignInException {
        HttpRequest request = building.build();
        String where = request.uri().toString().replaceFirst("\\?.*", "");
        HttpResponse<byte[]> response = answered(request, where);
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/jwt")) {
            throw SignInException.issuer(
                    "not supported yet: the issuer answers with a signed document (application/jwt)",
                    where,
                    "have this client's userinfo answered as plain JSON, which is the usual setting");
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            return new Answer(response.statusCode(), body.isObject() ? body : JSON.createObjectNode());
        } catch (JsonProcessingException e) {
            if (response.statusCode() == 200) {
                throw SignInException.issuer(
                        "the issuer answers 200, but not with JSON" + (type.isEmpty() ? "" : " (" + shown(type) + ")"),
                        where,
                        "see that signIn.oidc.issuer names the issuer itself, not its web page");
            }
            return new Answer(response.statusCode(), JSON.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private HttpResponse<byte[]> answered(HttpRequest request, String where) throws SignInException {
        try {
            CompletableFuture<HttpResponse<byte[]>> answer = clients.client(connection)
                    .sendAsync(
                            request,
                            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
            try {
                return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                answer.cancel(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("stopping", where);
        } catch (TimeoutException e) {
            throw unreachable("no answer within " + DEADLINE.toSeconds() + " s", where);
        } catch (ExecutionException e) {
            throw unreachable(words(e.getCause() == null ? e : e.getCause()), where);
        } catch (UncheckedIOException | IOException | GeneralSecurityException e) {
            throw SignInException.issuer(
                    "the issuer cannot be asked: " + e.getMessage(), where, "mend signIn.oidc.authority");
        }
    }

    private static SignInException unreachable(String why, String where) {
        return SignInException.issuer(
                "the issuer cannot be reached: " + why,
                where,
                "it is tried again whenever somebody signs in; tokens and the link that a start prints go on working");
    }

    private static String words(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            switch (each) {
                case SSLException tls -> {
                    return "its certificate or TLS is refused (" + tls.getMessage()
                            + "); an authority of your own goes to signIn.oidc.authority";
                }
                case UnresolvedAddressException unknown -> {
                    return "its name cannot be resolved";
                }
                case UnknownHostException unknown -> {
                    return "its name cannot be resolved";
                }
                case java.net.http.HttpConnectTimeoutException late -> {
                    return "no connection within " + DEADLINE.toSeconds() + " s";
                }
                case java.net.http.HttpTimeoutException late -> {
                    return "no answer within " + DEADLINE.toSeconds() + " s";
                }
                default -> {}
            }
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        String said = failure.getMessage();
        return said == null || said.isBlank() ? failure.getClass().getSimpleName() : said;
    }

    /** What somebody else wrote, in one line that is not too long. */
    static String shown(String text) {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(200)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.strip();
    }

    @Override
    public void close() {
        clients.close();
    }
}
