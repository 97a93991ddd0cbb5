package dev.nightjar.server;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.User;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Asks a running server as its administrator: by a token, or by the key in its data directory. Whoever may read that is
 * its operator already.
 */
final class OperatorAccess {
    /** A session for each question: it need not outlast the answer's beginning. */
    private static final Duration ASKING = Duration.ofMinutes(5);

    @Mixin
    ServerAccess access = new ServerAccess();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Folder of everything the server stores (default: data): who may read it may do this.",
                "Not needed with a token that is good for administer."
            })
    Path data = Path.of("data");

    HttpResponse<String> get(String path) throws StartException, InterruptedException {
        try (ServerConnection server = access.connect()) {
            return send(server, server.request(path));
        }
    }

    HttpResponse<String> post(String path, String json) throws StartException, InterruptedException {
        try (ServerConnection server = access.connect()) {
            return send(server, server.posting(path, json));
        }
    }

    /** Answers of success only; everything else is an exception that says why. */
    private HttpResponse<String> send(ServerConnection server, HttpRequest.Builder request)
            throws StartException, InterruptedException {
        if (!server.showsToken()) {
            request.header("Cookie", cookie());
        }
        HttpResponse<String> answer;
        try {
            answer = server.send(request);
        } catch (IOException e) {
            throw new StartException(server.silence(e) + "; start it, or name it with --server URL");
        }
        if (answer.statusCode() == 401 && !server.showsToken()) {
            throw new StartException(access.server + " does not know the key in " + data
                    + ": it runs with another data directory; name that with --data DIR");
        }
        if (answer.statusCode() >= 300) {
            throw new StartException(server.problem(answer));
        }
        return answer;
    }

    private String cookie() throws StartException {
        byte[] key = Secret.read(data.resolve("session.key"));
        Sessions sessions = new Sessions(key, InstantSource.system(), new SecureRandom());
        String person =
                System.getProperty("user.name", "somebody").replace('\n', ' ').strip();
        User operator = new User((person.isEmpty() ? "somebody" : person) + " (command line)", User.Role.ADMIN);
        return AccessGate.COOKIE + "=" + sessions.cookieFor(operator, ASKING);
    }
}
