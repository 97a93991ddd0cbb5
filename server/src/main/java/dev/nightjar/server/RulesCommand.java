package dev.nightjar.server;

import picocli.CommandLine.Command;

/** {@code nightjar rules ...}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Check rules, test them, and try them on stored history.",
        subcommands = {CheckRulesCommand.class, TestRulesCommand.class, BacktestCommand.class})
final class RulesCommand {}
