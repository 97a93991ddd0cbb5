package dev.nightjar.server;

import dev.nightjar.server.config.ConfigurationException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code nightjar server | agent | demo | check | ...}. */
@Command(
        name = "nightjar",
        mixinStandardHelpOptions = true,
        version = "Nightjar " + Version.TEXT,
        description = "Metrics, logs, alerts, pages, incidents and postmortems in one process.")
public final class Main {
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    static {
        // A receiver's or target's proxy gets the user that its URL names; the JDK would not tell it on the way to TLS.
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            System.setProperty(TUNNEL_SCHEMES, "");
        }
    }

    /** In the order in which help lists them. */
    private static final List<Class<?>> COMMANDS = List.of(
            ServerCommand.class,
            DemoCommand.class,
            AgentCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            CheckCommand.class,
            LogsCommand.class,
            RulesCommand.class,
            RoutesCommand.class,
            GateCommand.class,
            TokenCommand.class,
            PracticeCommand.class);

    private Main() {}

    /** Lucene says once a start that vectors would be faster with an incubating module; nothing here uses vectors. */
    private static final Logger LUCENE_VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    /** Exit codes: 0 fine, 1 could not do it, 2 wrong use. */
    public static void main(String[] arguments) {
        LUCENE_VECTORS.setLevel(Level.OFF);
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = line(arguments);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StartException || failure instanceof ConfigurationException) {
                for (String problem : String.valueOf(failure.getMessage()).split("\n", -1)) {
                    command.getErr().println("nightjar: " + problem);
                }
                return 1;
            }
            throw failure;
        });
        if (arguments.length == 0) {
            line.usage(line.getOut());
            return 2;
        }
        return line.execute(arguments);
    }

    /** Knows the one command that the first word names: to read what all of them take would be a tenth of a start. */
    private static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        List<Class<?>> asked = COMMANDS.stream()
                .filter(each -> arguments.length > 0 && name(each).equals(arguments[0]))
                .toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
