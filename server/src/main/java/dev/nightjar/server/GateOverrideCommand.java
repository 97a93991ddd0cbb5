package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar gate override}: a change is let through that the gate denies, for a reason that stays. */
@Command(
        name = "override",
        mixinStandardHelpOptions = true,
        description = {
            "Let a service's changes through for a time, in the name of the token that is shown.",
            "It takes a token that is good for gate: nightjar token create --name NAME --scope gate.",
            "Exit codes: 0 they are let through, 1 they are not, 2 wrong use.",
        })
final class GateOverrideCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "Which service is to be changed.")
    String service = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands on timelines.")
    String reason = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For how long, such as 30m, at most a day (default: 1h).")
    Duration time = Duration.ofHours(1);

    @Mixin
    ServerAccess access = new ServerAccess();

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("service", service)
                .put("reason", reason)
                .put("forSeconds", time.toSeconds());
        try (ServerConnection server = access.connect()) {
            writer(false).println(GateLine.of(service, override(server, body)));
            return 0;
        } catch (StartException e) {
            writer(true).println("nightjar: not overridden: " + e.getMessage());
            return 1;
        }
    }

    private static JsonNode override(ServerConnection server, ObjectNode body)
            throws StartException, InterruptedException {
        try {
            return JSON.readTree(server.answer(server.posting("/nightjar/v1/gate/override", body.toString())));
        } catch (JsonProcessingException e) {
            throw new StartException(server.noNightjar(e));
        }
    }

    private PrintWriter writer(boolean ofErrors) {
        CommandSpec known = Objects.requireNonNull(spec);
        PrintWriter out =
                ofErrors ? known.commandLine().getErr() : known.commandLine().getOut();
        return new PrintWriter(out, true);
    }
}
