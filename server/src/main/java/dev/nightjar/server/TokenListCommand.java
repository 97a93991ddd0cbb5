package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nightjar token list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Say which tokens there are: what for, since when, by whom, and when they were last shown.")
final class TokenListCommand implements Callable<Integer> {
    private static final String ROW = "%-10s  %-20s  %-16s  %-20s  %-20s  %-20s  %s";

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OperatorAccess operator = new OperatorAccess();

    @Option(names = "--json", description = "Print the answer as it comes.")
    boolean json;

    @Override
    public Integer call() throws StartException, InterruptedException, IOException {
        String body = operator.get("/nightjar/v1/tokens").body();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(body);
        } else {
            out.println(
                    String.format(Locale.ROOT, ROW, "ID", "NAME", "SCOPES", "CREATED", "LAST USED", "EXPIRES", "BY"));
            for (JsonNode token : new ObjectMapper().readTree(body)) {
                out.println(row(token));
            }
        }
        out.flush();
        return 0;
    }

    private static String row(JsonNode token) {
        return String.format(
                Locale.ROOT,
                ROW,
                token.path("id").asText(),
                token.path("name").asText(),
                token.path("scopes").valueStream().map(JsonNode::asText).collect(Collectors.joining(",")),
                time(token.path("createdAt"), ""),
                time(token.path("usedAt"), "never"),
                token.path("expired").asBoolean() ? "expired" : time(token.path("expiresAt"), "never"),
                token.path("by").asText());
    }

    /** To the second. */
    private static String time(JsonNode time, String otherwise) {
        return time.isTextual() ? time.asText().replaceFirst("\\.\\d+Z$", "Z") : otherwise;
    }
}
