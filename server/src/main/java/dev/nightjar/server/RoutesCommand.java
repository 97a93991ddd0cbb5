package dev.nightjar.server;

import picocli.CommandLine.Command;

/** {@code nightjar routes ...}. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Ask of the routes in an alertmanager.yml.",
        subcommands = {RoutesTestCommand.class, RoutesShowCommand.class})
final class RoutesCommand {}
