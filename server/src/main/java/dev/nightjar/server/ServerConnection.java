package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightjar.client.Transport;
import dev.nightjar.ingest.transfer.HttpSampleSink;
import dev.nightjar.model.SampleSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The one way in which commands reach a running server. Requests show the token, where there is one. */
final class ServerConnection implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI server;
    private final String root;
    private final String token;
    private final HttpClient http;

    /**
     * @param token empty: none is shown
     * @param trust which servers are trusted; null: those that Java trusts
     */
    ServerConnection(URI server, String token, @Nullable SSLContext trust) throws StartException {
        if (server.getHost() == null || !List.of("http", "https").contains(String.valueOf(server.getScheme()))) {
            throw new StartException("--server: \"" + server + "\" is no address such as http://127.0.0.1:7300");
        }
        this.server = server;
        this.root = server.toString().replaceFirst("/+$", "");
        this.token = token;
        this.http = Transport.newHttpClient(trust);
    }

    boolean showsToken() {
        return !token.isEmpty();
    }

    /** Waits half a minute for an answer to begin, unless its caller wants to wait longer. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
        return showsToken() ? request.header("Authorization", "Bearer " + token) : request;
    }

    HttpRequest.Builder posting(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> into)
            throws IOException, InterruptedException {
        return http.send(request.build(), into);
    }

    /** What the server answers where it does what it is asked; everything else is an exception that says why. */
    String answer(HttpRequest.Builder request) throws StartException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = send(request);
        } catch (IOException e) {
            throw new StartException(silence(e));
        }
        if (answer.statusCode() / 100 != 2) {
            throw new StartException(problem(answer));
        }
        return answer.body();
    }

    /** Why there is no answer. */
    String silence(IOException why) {
        return server + " does not answer (" + ServerProblem.of(why) + ")";
    }

    /** What an answer that is no success says. */
    String problem(HttpResponse<String> answer) {
        return problem(answer.statusCode(), answer.body());
    }

    String problem(int status, String body) {
        return ServerProblem.of(server, status, body);
    }

    /** What answers there does not speak as it should. */
    String noNightjar(JsonProcessingException why) {
        return server + " is no Nightjar: " + why.getOriginalMessage();
    }

    /** Its store of metrics, until this is closed. */
    SampleSink samples() {
        return new HttpSampleSink(http, uri(HttpSampleSink.PATH), token);
    }

    private URI uri(String path) {
        return URI.create(root + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
