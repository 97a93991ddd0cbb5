package dev.nightjar.server;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.User;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Asks a running server as its administrator: by a token, or by the key in its data directory. Whoever may read that is
 * its operator already.
 */
final class OperatorAccess {
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
        return send(access.request(path));
    }

    HttpResponse<String> post(String path, String json) throws StartException, InterruptedException {
        return send(access.posting(path, json));
    }

    /** Answers of success only; everything else is an exception that says why. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws StartException, InterruptedException {
        HttpResponse<String> answer;
        boolean byToken;
        try {
            String token = access.token();
            byToken = !token.isEmpty();
            if (!byToken) {
                request.header("Cookie", cookie());
            }
            answer = access.send(request, token);
        } catch (IOException e) {
            throw new StartException(access.server + " does not answer (" + ServerProblem.of(e)
                    + "); start it, or name it with --server URL");
        }
        if (answer.statusCode() == 401 && !byToken) {
            throw new StartException(access.server + " does not know the key in " + data
                    + ": it runs with another data directory; name that with --data DIR");
        }
        if (answer.statusCode() >= 300) {
            throw new StartException(ServerProblem.of(answer));
        }
        return answer;
    }

    private String cookie() throws StartException {
        byte[] key = Secret.read(data.resolve("session.key"));
        Sessions sessions = new Sessions(key, InstantSource.system(), new SecureRandom());
        String person =
                System.getProperty("user.name", "somebody").replace('\n', ' ').strip();
        User operator = new User((person.isEmpty() ? "somebody" : person) + " (command line)", User.Role.ADMIN);
        return AccessGate.COOKIE + "=" + sessions.cookieFor(operator);
    }
}
