package dev.nightjar.server;

import dev.nightjar.server.config.ConfigLoader;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that runs the server understands. The command line overrides environment and file. */
final class CommonOptions {
    @Option(names = "--listen", paramLabel = "ADDRESS:PORT", description = "Where to listen (default: 127.0.0.1:7300).")
    @Nullable
    String listen;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of everything stored (default: data).")
    @Nullable
    Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: nightjar.yaml in the working directory, if it is there).")
    @Nullable
    Path config;

    NightjarConfig load() throws ConfigurationException {
        Path standard = Path.of("nightjar.yaml");
        Optional<Path> file =
                Optional.ofNullable(config).or(() -> Files.exists(standard) ? Optional.of(standard) : Optional.empty());
        NightjarConfig loaded = ConfigLoader.load(file, System.getenv());
        if (listen != null) {
            try {
                loaded = loaded.withListen(ListenAddress.parse(listen));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of("--listen: " + e.getMessage()));
            }
        }
        return data == null ? loaded : loaded.withData(data);
    }
}
