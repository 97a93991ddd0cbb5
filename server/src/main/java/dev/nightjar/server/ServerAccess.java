package dev.nightjar.server;

import dev.nightjar.server.config.ListenAddress;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running server a command asks, and as whom. */
final class ServerAccess {
    @Option(names = "--server", paramLabel = "URL", description = "Whom to ask (default: http://127.0.0.1:7300).")
    URI server = URI.create(ListenAddress.DEFAULT.url());

    @Mixin
    ServerCredentials credentials = new ServerCredentials();

    ServerConnection connect() throws StartException {
        return credentials.connect(server);
    }
}
