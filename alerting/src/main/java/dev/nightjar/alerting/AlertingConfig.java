package dev.nightjar.alerting;

import dev.nightjar.alerting.paging.EmailSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param definitions folder with {@code rules/*.yml}, {@code slos/*.yml} and {@code oncall.yml}; what is missing is empty
 * @param alertmanager an {@code alertmanager.yml}; null: the one in {@code definitions}, if there is one
 * @param baseUrl how people reach Nightjar: the link in a page begins with it
 * @param settle how long after a start an alert that was active before is not believed to be over, as data may be late
 * @param sendDeadline how long one attempt to send a message may take
 */
public record AlertingConfig(
        Path definitions,
        @Nullable Path alertmanager,
        String baseUrl,
        EmailSettings email,
        Duration settle,
        Duration sendDeadline) {
    public static final AlertingConfig DEFAULTS = new AlertingConfig(
            Path.of("definitions"),
            null,
            "http://127.0.0.1:7300",
            EmailSettings.NONE,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10));

    public AlertingConfig {
        if (settle.isNegative() || !sendDeadline.isPositive()) {
            throw new IllegalArgumentException(
                    "settle must not be negative and sendDeadline longer than nothing, found " + settle + " and "
                            + sendDeadline);
        }
    }

    public AlertingConfig withDefinitions(Path to) {
        return new AlertingConfig(to, alertmanager, baseUrl, email, settle, sendDeadline);
    }

    public AlertingConfig withBaseUrl(String to) {
        return new AlertingConfig(definitions, alertmanager, to, email, settle, sendDeadline);
    }

    public AlertingConfig withEmail(EmailSettings to) {
        return new AlertingConfig(definitions, alertmanager, baseUrl, to, settle, sendDeadline);
    }

    public AlertingConfig withSettle(Duration to) {
        return new AlertingConfig(definitions, alertmanager, baseUrl, email, to, sendDeadline);
    }
}
