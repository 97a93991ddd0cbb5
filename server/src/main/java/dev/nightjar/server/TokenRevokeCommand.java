package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar token revoke}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Make a token good for nothing, at once and for good.")
final class TokenRevokeCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OperatorAccess operator = new OperatorAccess();

    @Parameters(paramLabel = "ID|NAME", description = "Which one: nightjar token list says which there are.")
    String token = "";

    @Override
    public Integer call() throws StartException, InterruptedException, IOException {
        String place = URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode revoked = new ObjectMapper()
                .readTree(operator.post("/nightjar/v1/tokens/" + place + "/revoke", "{}")
                        .body());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("revoked: " + revoked.path("name").asText() + " ("
                + revoked.path("id").asText() + ")");
        out.flush();
        return 0;
    }
}
