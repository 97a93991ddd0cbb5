package dev.nightjar.agent.journald;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is kept of an entry of the journal.
 *
 * @param cursor names the entry's place for good
 * @param nanos since 1970
 * @param labels {@code unit}, or {@code identifier} where no unit wrote it, and {@code level}
 */
record JournalEntry(String cursor, long nanos, byte[] text, Labels labels) {
    private static final String[] LEVELS = {"fatal", "fatal", "fatal", "error", "warn", "info", "info", "debug"};

    /** Collects the fields of one entry. */
    static final class Builder {
        private final Map<String, String> fields = new HashMap<>();
        private byte[] text = {};

        boolean isBegun() {
            return !fields.isEmpty();
        }

        void field(String name, byte[] value) {
            switch (name) {
                case "MESSAGE" -> text = value;
                case "__CURSOR", "__REALTIME_TIMESTAMP", "PRIORITY", "_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER" ->
                    fields.put(name, new String(value, StandardCharsets.UTF_8));
                default -> {}
            }
        }

        JournalEntry build() {
            String unit = fields.getOrDefault("_SYSTEMD_UNIT", "");
            return new JournalEntry(
                    fields.getOrDefault("__CURSOR", ""),
                    number("__REALTIME_TIMESTAMP") * 1000,
                    text,
                    Labels.EMPTY
                            .with("unit", unit)
                            .with("identifier", unit.isEmpty() ? fields.getOrDefault("SYSLOG_IDENTIFIER", "") : "")
                            .with("level", level()));
        }

        private String level() {
            long priority = fields.containsKey("PRIORITY") ? number("PRIORITY") : -1;
            return priority >= 0 && priority < LEVELS.length ? LEVELS[(int) priority] : "";
        }

        private long number(String name) {
            try {
                return Long.parseLong(fields.getOrDefault(name, ""));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
