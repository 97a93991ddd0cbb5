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

    private record Subcommand(String name, Class<?> type) {}

    /** In the order in which help lists them, by the names they give themselves. */
    private static final List<Subcommand> COMMANDS = List.of(
            new Subcommand("server", ServerCommand.class),
            new Subcommand("demo", DemoCommand.class),
            new Subcommand("agent", AgentCommand.class),
            new Subcommand("import", ImportCommand.class),
            new Subcommand("export", ExportCommand.class),
            new Subcommand("check", CheckCommand.class),
            new Subcommand("logs", LogsCommand.class),
            new Subcommand("rules", RulesCommand.class),
            new Subcommand("routes", RoutesCommand.class),
            new Subcommand("gate", GateCommand.class),
            new Subcommand("token", TokenCommand.class),
            new Subcommand("practice", PracticeCommand.class));

    private Main() {}

    /** Lucene says once a start that vectors would be faster with an incubating module; nothing here uses vectors. */
    private static final Logger LUCENE_VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    /** Exit codes: 0 fine, 1 could not do it, 2 wrong use. */
    public static void main(String[] arguments) {
        LUCENE_VECTORS.setLevel(Level.OFF);
        System.setOut(TerminalStream.of(System.out));
        System.setErr(TerminalStream.of(System.err));
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
        CommandLine line = new CommandLine(new Main())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF)); // see TerminalStream
        List<Subcommand> asked = COMMANDS.stream()
                .filter(each -> arguments.length > 0 && each.name.equals(arguments[0]))
                .toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(each -> line.addSubcommand(each.name, each.type));
        return line;
    }
}
