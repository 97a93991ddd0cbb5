package dev.nightjar.web.prometheus;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What operators see and turn of the process while it runs. Thread-safe. */
public interface ProcessControl {
    /** How much the process says in its own log; each says what those behind it say, too. */
    enum Verbosity {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        public static Optional<Verbosity> named(String text) {
            for (Verbosity each : values()) {
                if (each.text().equals(text)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parts that run, in the order in which they were started, and whether each is well. */
    Map<String, Boolean> parts();

    Verbosity verbosity();

    /** In force at once, until the process ends. */
    void speak(Verbosity verbosity);
}
