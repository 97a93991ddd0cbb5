package dev.nightjar.agent.journald;

import java.util.List;

/**
 * How the journal is read.
 *
 * @param program that prints it in journald's export format: {@code journalctl}, or one that takes the same options
 * @param arguments further ones, such as {@code --unit=shop} or {@code --directory=/host/journal}
 */
public record JournalSettings(String program, List<String> arguments) {
    public static final JournalSettings DEFAULTS = new JournalSettings("journalctl", List.of());

    public JournalSettings {
        if (program.isBlank()) {
            throw new IllegalArgumentException("the journal needs a program that prints it, found none");
        }
        arguments = List.copyOf(arguments);
    }
}
