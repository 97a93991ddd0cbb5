package dev.nightjar.server.config;

import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PromQl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the policy of the metrics' store out of texts. */
final class MetricsRetention {
    private MetricsRetention() {}

    /** Throws {@link IllegalArgumentException} that says all that is wrong. */
    static RetentionPolicy policy(Duration age, String size, List<NightjarConfig.RetentionRule> rules) {
        List<RetentionRule> parsed = new ArrayList<>();
        for (NightjarConfig.RetentionRule rule : rules) {
            parsed.add(rule(rule));
        }
        return new RetentionPolicy(age, size.isEmpty() ? 0 : SizeText.parse(size), parsed);
    }

    private static RetentionRule rule(NightjarConfig.RetentionRule rule) {
        try {
            if (PromQl.parse(rule.match()) instanceof Expr.VectorSelector selector
                    && selector.timing().at().isEmpty()
                    && selector.timing().offset().isEmpty()
                    && selector.extension() == Expr.Extension.NONE) {
                return new RetentionRule(selector.matchers(), rule.keep());
            }
        } catch (QueryException e) {
            throw new IllegalArgumentException("retention rule \"" + rule.match() + "\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("retention rule \"" + rule.match()
                + "\" is not a plain selector of series, such as {__name__=~\"debug_.*\"}");
    }
}
