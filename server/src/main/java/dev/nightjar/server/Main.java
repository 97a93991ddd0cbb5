package dev.nightjar.server;

import dev.nightjar.server.config.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code nightjar server | agent | demo | check | ...}. */
@Command(
        name = "nightjar",
        mixinStandardHelpOptions = true,
        version = "Nightjar " + Version.TEXT,
        description = "Metrics, logs, alerts, pages, incidents and postmortems in one process.",
        subcommands = {
            ServerCommand.class,
            DemoCommand.class,
            AgentCommand.class,
            CheckCommand.class,
            PracticeCommand.class,
        })
public final class Main {
    private Main() {}

    /** Exit codes: 0 fine, 1 could not do it, 2 wrong use. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Main());
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
}
