package dev.nightjar.server;

import dev.nightjar.alerting.routing.AlertmanagerFile;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the routes are that a command asks of. */
final class RoutesFile {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "An alertmanager.yml (default: the one in the folder of definitions).")
    @Nullable
    Path file;

    Routing read() throws ConfigurationException {
        Path path = file;
        if (path == null) {
            NightjarConfig config = common.load();
            path = config.definitions().resolve("alertmanager.yml");
            if (!Files.exists(path)) {
                return Routing.NONE;
            }
        }
        Problems problems = new Problems();
        try {
            Path folder = path.toAbsolutePath().getParent();
            Routing routing = AlertmanagerFile.read(
                    path.toString(), folder == null ? path : folder, Files.readString(path), problems);
            if (!problems.isEmpty()) {
                throw new ConfigurationException(
                        problems.sorted().stream().map(Problem::toString).toList());
            }
            return routing;
        } catch (IOException e) {
            throw new ConfigurationException(List.of("cannot read " + path + ": " + e.getMessage()));
        }
    }
}
