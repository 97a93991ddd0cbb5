package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.definition.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar rules backtest}: what rules would have done on what a running server has stored. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Try the alerting rules of a file on stored history: how often each would have paged, when, whom, at night",
            "or by day, inside incidents or not, and what another threshold or another for would have changed."
        })
final class BacktestCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "FILE", description = "A rule file.")
    Path file = Path.of("");

    @Option(names = "--since", paramLabel = "DURATION", description = "How far back, such as 7d (default: 30d).")
    String since = "30d";

    @Mixin
    ServerAccess access = new ServerAccess();

    @Option(names = "--json", description = "Print the answer as it comes.")
    boolean json;

    @Override
    public Integer call() throws StartException, InterruptedException {
        Duration back = DurationText.parse(since)
                .orElseThrow(() -> new StartException("--since: not a duration: \"" + since + "\"; write it like 30d"));
        ObjectNode body = JSON.createObjectNode().put("rules", rules()).put("sinceSeconds", back.toSeconds());
        try (ServerConnection server = access.connect()) {
            String answer = server.answer(server.posting("/nightjar/v1/rules/backtest", body.toString())
                    .timeout(TIMEOUT));
            print(server, answer);
        }
        return 0;
    }

    private void print(ServerConnection server, String answer) throws StartException {
        if (json) {
            System.out.println(answer);
            return;
        }
        try {
            JSON.readTree(answer).forEach(BacktestCommand::print);
        } catch (JsonProcessingException e) {
            throw new StartException(server.noNightjar(e));
        }
    }

    private String rules() throws StartException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + e);
        }
    }

    private static void print(JsonNode result) {
        System.out.println(result.path("sentence").asText());
        System.out.printf(
                "  %,d series, evaluated every %s s%n",
                result.path("series").asInt(), number(result.path("stepSeconds")));
        for (JsonNode notice : result.path("notices")) {
            JsonNode incident = notice.path("incident");
            System.out.printf(
                    "  %s for %s: %s, %d alerts, %s%s%s%n",
                    Instant.ofEpochMilli(notice.path("atMillis").asLong()),
                    DurationText.of(Duration.ofMillis(notice.path("untilMillis").asLong()
                            - notice.path("atMillis").asLong())),
                    notice.path("service").asText().isEmpty()
                            ? "no service"
                            : notice.path("service").asText(),
                    notice.path("alerts").asInt(),
                    called(notice.path("called")),
                    notice.path("night").asBoolean() ? ", at night" : "",
                    incident.isNull()
                            ? ""
                            : ", in incident \"" + incident.path("title").asText() + "\"");
        }
        for (JsonNode missed : result.path("missed")) {
            System.out.println("  quiet in incident \"" + missed.path("title").asText() + "\" at "
                    + Instant.ofEpochMilli(missed.path("fromMillis").asLong()));
        }
        System.out.println("  threshold      for   times  night  in incidents  incidents seen");
        for (JsonNode variant : result.path("variants")) {
            System.out.printf(
                    "%s %9s %8s %7d %6d %13d %15d%n",
                    variant.path("current").asBoolean() ? " *" : "  ",
                    variant.path("threshold").isNull() ? "-" : number(variant.path("threshold")),
                    DurationText.of(Duration.ofMillis(
                            Math.round(variant.path("forSeconds").asDouble() * 1000))),
                    variant.path("count").asInt(),
                    variant.path("atNight").asInt(),
                    variant.path("insideIncidents").asInt(),
                    variant.path("incidentsSeen").asInt());
        }
        System.out.println();
    }

    private static String called(JsonNode people) {
        StringBuilder text = new StringBuilder();
        people.forEach(person -> text.append(text.isEmpty() ? "calls " : ", ").append(person.asText()));
        return text.isEmpty() ? "calls nobody" : text.toString();
    }

    private static String number(JsonNode number) {
        return new java.math.BigDecimal(number.asText()).stripTrailingZeros().toPlainString();
    }
}
