package dev.nightjar.server;

import dev.nightjar.client.TrustedAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command says to a server who asks, and by what it knows that server; the same for every command. */
final class ServerCredentials {
    private static final String VARIABLE = "NIGHTJAR_TOKEN";

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

    /** The token of the environment; empty: it has none. */
    static String tokenOfEnvironment() {
        return System.getenv().getOrDefault(VARIABLE, "").strip();
    }

    /** The token of the options; empty: they name none. */
    Optional<String> givenToken() throws StartException {
        if (!token.isBlank()) {
            return Optional.of(token.strip());
        }
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new StartException("--token-file: " + tokenFile + " cannot be read: " + e);
        }
    }

    /** The authority of the options, once it is sure that it can be trusted. */
    Optional<Path> givenAuthority() throws StartException {
        if (authority != null) {
            trust(authority);
        }
        return Optional.ofNullable(authority);
    }

    /** The way to {@code server}; nothing is asked of it yet. */
    ServerConnection connect(URI server) throws StartException {
        String shown = givenToken().orElseGet(ServerCredentials::tokenOfEnvironment);
        return new ServerConnection(server, shown, authority == null ? null : trust(authority));
    }

    private static SSLContext trust(Path authority) throws StartException {
        try {
            return TrustedAuthority.of(authority);
        } catch (IllegalArgumentException e) {
            throw new StartException("--authority: " + e.getMessage());
        }
    }
}
