package dev.nightjar.alerting.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an expression is written in. */
public enum Language {
    PROMQL,
    LOGQL;

    private static final List<String> LOG_FOLDERS = List.of("logql", "loki");

    /** Of a rule file by its path: a folder {@code logql} or {@code loki}, or such a word before the file's ending, says LogQL. */
    static Language ofFile(String file) {
        List<String> words = Arrays.asList(file.toLowerCase(Locale.ROOT).split("[/.]"));
        return words.stream().anyMatch(LOG_FOLDERS::contains) ? LOGQL : PROMQL;
    }

    static Optional<Language> named(String name) {
        return switch (name) {
            case "promql" -> Optional.of(PROMQL);
            case "logql" -> Optional.of(LOGQL);
            default -> Optional.empty();
        };
    }
}
