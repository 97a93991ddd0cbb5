package dev.nightjar.server;

import dev.nightjar.client.Transport;
import dev.nightjar.client.TrustedAuthority;
import dev.nightjar.server.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running server a command asks, and the token it shows. */
final class ServerAccess {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String VARIABLE = "NIGHTJAR_TOKEN";

    @Option(names = "--server", paramLabel = "URL", description = "Whom to ask (default: http://127.0.0.1:7300).")
    URI server = URI.create(ListenAddress.DEFAULT.url());

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "Token to show; other users of this machine can see it among the processes:",
                "better is --token-file or the variable NIGHTJAR_TOKEN."
            })
    String token = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "File that holds the token to show.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--authority",
            paramLabel = "FILE",
            description = "Authority to trust, in PEM, where the server's certificate is signed by one of your own.")
    @Nullable
    Path authority;

    /** The token that was given; empty: none was. */
    String token() throws IOException {
        if (!token.isEmpty()) {
            return token.strip();
        }
        return tokenFile != null
                ? Files.readString(tokenFile).strip()
                : System.getenv().getOrDefault(VARIABLE, "").strip();
    }

    /** Asks with the token that was given, if one was. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path), token());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(posting(path, json), token());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    }

    HttpRequest.Builder posting(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    }

    private @Nullable SSLContext trusted() throws IOException {
        try {
            return authority == null ? null : TrustedAuthority.of(authority);
        } catch (IllegalArgumentException e) {
            throw new IOException("--authority: " + e.getMessage(), e);
        }
    }

    /** Sends with {@code shown} as its token; empty: without. */
    HttpResponse<String> send(HttpRequest.Builder request, String shown) throws IOException, InterruptedException {
        if (!shown.isEmpty()) {
            request.header("Authorization", "Bearer " + shown);
        }
        try (HttpClient http = Transport.newHttpClient(trusted())) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }
}
