package dev.nightjar.server;

import picocli.CommandLine.Command;

/** {@code nightjar token}: what programs show to a server. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Give programs tokens to show to a running server, see which there are, and take them back.",
        subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class})
final class TokenCommand {}
