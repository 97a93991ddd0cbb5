package dev.nightjar.server;

import picocli.CommandLine.Command;

/** {@code nightjar logs ...}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Look after stored log lines.",
        subcommands = VerifyLogsCommand.class)
final class LogsCommand {}
