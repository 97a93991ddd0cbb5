package dev.nightjar.server.config;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.LogConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the policy of the logs' store out of texts. */
final class LogsRetention {
    private LogsRetention() {}

    /** Throws {@link IllegalArgumentException} that says all that is wrong. */
    static RetentionPolicy policy(Duration age, String size, List<NightjarConfig.RetentionRule> rules) {
        List<RetentionRule> parsed = new ArrayList<>();
        for (NightjarConfig.RetentionRule rule : rules) {
            parsed.add(new RetentionRule(matchers(rule.match()), rule.keep()));
        }
        return new RetentionPolicy(age, size.isEmpty() ? 0 : SizeText.parse(size), parsed);
    }

    private static List<Matcher> matchers(String text) {
        try {
            return LogConditions.selector(text)
                    .orElseThrow(() -> new IllegalArgumentException("retention rule \"" + text
                            + "\" is not a plain selector of streams, such as {app=\"shop\"}: whole streams are kept or"
                            + " dropped; single lines are deleted by a query, which is done once"));
        } catch (QueryException e) {
            throw new IllegalArgumentException("retention rule \"" + text + "\": " + e.getMessage(), e);
        }
    }
}
