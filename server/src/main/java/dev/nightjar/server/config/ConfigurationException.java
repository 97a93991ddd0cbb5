package dev.nightjar.server.config;

import java.util.List;

/** Everything that is wrong with a configuration, all of it at once. */
public final class ConfigurationException extends Exception {
    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
