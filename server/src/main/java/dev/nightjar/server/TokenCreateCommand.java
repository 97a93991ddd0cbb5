package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nightjar token create}: the token goes to the output, and everything about it beside that. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Make a token for a program and print it, this once: only a digest is kept.",
            "Scopes: query (read everything), gate (ask the deploy gate and override it),",
            "respond (what people on call do), administer (everything).",
        })
final class TokenCreateCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OperatorAccess operator = new OperatorAccess();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The program that gets it.")
    String name = "";

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "What it is good for; several times, or with commas.")
    List<String> scopes = List.of();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "After how long it is good for nothing, such as 90d (default: when it is revoked).")
    @Nullable
    Duration expires;

    @Override
    public Integer call() throws StartException, InterruptedException, IOException {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        ArrayNode list = body.putArray("scopes");
        scopes.forEach(list::add);
        if (expires != null) {
            body.put("expiresSeconds", expires.toSeconds());
        }
        JsonNode made = JSON.readTree(
                operator.post("/nightjar/v1/tokens", body.toString()).body());
        CommandSpec known = Objects.requireNonNull(spec);
        PrintWriter err = known.commandLine().getErr();
        err.println("nightjar: " + name + " may " + String.join(", ", scopes)
                + "; this is shown once, take it back with: nightjar token revoke "
                + made.path("token").path("id").asText());
        err.flush();
        PrintWriter out = known.commandLine().getOut();
        out.println(made.path("secret").asText());
        out.flush();
        return 0;
    }
}
