package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar gate}: what a pipeline asks before it changes a service. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        subcommands = GateOverrideCommand.class,
        description = {
            "Say whether a service may be changed now, by what is left of its error budgets.",
            "Exit codes: 0 it may (allow, or warn), 1 it may not (deny), 2 wrong use. When the server has no data to tell",
            "by, its policy decides; when the server does not answer, --when-down does.",
        })
final class GateCommand implements Callable<Integer> {
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

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Which service is to be changed.")
    String service = "";

    @Mixin
    ServerAccess access = new ServerAccess();

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
        try (ServerConnection server = access.connect()) {
            return ask(server);
        } catch (StartException e) {
            err(String.valueOf(e.getMessage()));
            return WRONG_USE;
        }
    }

    private int ask(ServerConnection server) throws InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = server.send(
                    server.request("/nightjar/v1/gate?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return down(server.silence(e));
        }
        if (answer.statusCode() >= 500) {
            return down(access.server + " answered " + answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            err(server.problem(answer));
            return WRONG_USE;
        }
        try {
            JsonNode said = new ObjectMapper().readTree(answer.body());
            out(json ? answer.body() : GateLine.of(service, said));
            return said.path("decision").asText().equals("deny") ? DENIED : 0;
        } catch (JsonProcessingException e) {
            return down(server.noNightjar(e));
        }
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
