package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.server.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar gate}: what a pipeline asks before it changes a service. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = {
            "Say whether a service may be changed now, by what is left of its error budgets.",
            "Exit codes: 0 it may (allow, or warn), 1 it may not (deny), 2 wrong use. When the server has no data to tell",
            "by, its policy decides; when the server does not answer, --when-down does.",
        })
final class GateCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_SHOWN_OF_ERROR = 500;
    private static final int DENIED = 1;
    private static final int WRONG_USE = 2;

    /** What becomes of a change when nobody answers. */
    enum WhenDown {
        OPEN,
        CLOSED
    }

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "Which service is to be changed.")
    String service = "";

    @Option(names = "--server", paramLabel = "URL", description = "Whom to ask (default: http://127.0.0.1:7300).")
    URI server = URI.create(ListenAddress.DEFAULT.url());

    @Option(
            names = "--when-down",
            paramLabel = "open|closed",
            converter = WhenDownConverter.class,
            description = "What to do when the server does not answer (default: open).")
    WhenDown whenDown = WhenDown.OPEN;

    @Option(names = "--json", description = "Print the answer as it comes.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        HttpResponse<String> answer;
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            answer = http.send(request(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return down(server + " does not answer (" + reason(e) + ")");
        }
        if (answer.statusCode() >= 500) {
            return down(server + " answered " + answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            err(server + " answered " + answer.statusCode() + ": "
                    + answer.body().substring(0, Math.min(answer.body().length(), MOST_SHOWN_OF_ERROR)));
            return WRONG_USE;
        }
        try {
            JsonNode said = new ObjectMapper().readTree(answer.body());
            out(json ? answer.body() : line(said));
            return said.path("decision").asText().equals("deny") ? DENIED : 0;
        } catch (IOException e) {
            return down(server + " is no Nightjar: " + e.getMessage());
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(
                        "/nightjar/v1/gate?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8)))
                .timeout(TIMEOUT);
        String token = System.getenv().getOrDefault("NIGHTJAR_TOKEN", "");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    /** {@code deny: checkout: the budget is overspent: 165 % used (burns 2.1 times too fast; policy 2026-1)}. */
    private String line(JsonNode said) {
        StringBuilder line = new StringBuilder(said.path("decision").asText())
                .append(": ")
                .append(service)
                .append(": ");
        if (said.path("slo").isTextual()) {
            line.append(said.path("slo").asText()).append(": ");
        }
        line.append(said.path("reason").asText()).append(" (");
        if (said.path("burn").isNumber()) {
            line.append(String.format(
                    Locale.ROOT,
                    "burns %.1f times as fast as it may; ",
                    said.path("burn").asDouble()));
        }
        return line.append("policy ")
                .append(said.path("policy_version").asText())
                .append(", until ")
                .append(said.path("expires_at").asText())
                .append(')')
                .toString();
    }

    private int down(String why) {
        return switch (whenDown) {
            case OPEN -> {
                err(why + "; nobody can tell, and --when-down=open lets the change through");
                yield 0;
            }
            case CLOSED -> {
                err(why + "; nobody can tell, and --when-down=closed holds the change back");
                yield DENIED;
            }
        };
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void out(String text) {
        if (spec != null) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
        }
    }

    private void err(String text) {
        if (spec != null) {
            spec.commandLine().getErr().println("nightjar: " + text);
            spec.commandLine().getErr().flush();
        }
    }

    /** In small letters, as everything on the command line. */
    static final class WhenDownConverter implements picocli.CommandLine.ITypeConverter<WhenDown> {
        @Override
        public WhenDown convert(String text) {
            return switch (text) {
                case "open" -> WhenDown.OPEN;
                case "closed" -> WhenDown.CLOSED;
                default ->
                    throw new picocli.CommandLine.TypeConversionException(
                            "must be open or closed, found \"" + text + "\"");
            };
        }
    }
}
