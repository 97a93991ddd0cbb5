package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpectedSample;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpressionCheck;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what an expression gives with what a test expects of it, as promtool does: what is no number equals nothing,
 * {@code fuzzy} lets the last bit differ, and of histograms everything is compared, also what is known about resets.
 */
record ExpressionComparison(ExpressionCheck check, boolean fuzzy) {
    Optional<String> failure(Expressions expressions, Instant start) {
        List<ExpectedSample> found;
        try {
            found = expressions.prepare(check.language(), check.expression()).at(start.plus(check.at())).stream()
                    .map(ExpressionComparison::seen)
                    .sorted(Comparator.comparing(ExpectedSample::labels))
                    .toList();
        } catch (RuntimeException e) {
            return Optional.of(head() + " err: " + e.getMessage());
        }
        List<ExpectedSample> expected = check.expected().stream()
                .sorted(Comparator.comparing(ExpectedSample::labels))
                .toList();
        return isSame(expected, found)
                ? Optional.empty()
                : Optional.of(head() + "\n        exp: " + text(expected) + "\n        got: " + text(found));
    }

    private String head() {
        return "    expr: \""
                + check.expression().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\", time: "
                + DurationText.of(check.at()) + ",";
    }

    private static ExpectedSample seen(Sample sample) {
        return new ExpectedSample(sample.labels(), sample.value(), sample.histogram());
    }

    private boolean isSame(List<ExpectedSample> expected, List<ExpectedSample> found) {
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            ExpectedSample left = expected.get(i);
            ExpectedSample right = found.get(i);
            if (!left.labels().equals(right.labels()) || !isSame(left, right)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(ExpectedSample expected, ExpectedSample found) {
        NativeHistogram left = expected.histogram();
        NativeHistogram right = found.histogram();
        if (left != null || right != null) {
            return left != null && right != null && left.toString().equals(right.toString());
        }
        double a = expected.value();
        double b = found.value();
        return a == b || (fuzzy && (Math.nextUp(a) == b || Math.nextDown(a) == b));
    }

    private static String text(List<ExpectedSample> samples) {
        return samples.isEmpty()
                ? "nil"
                : samples.stream().map(ExpressionComparison::text).collect(Collectors.joining(", "));
    }

    private static String text(ExpectedSample sample) {
        NativeHistogram histogram = sample.histogram();
        return allIn(sample.labels()) + " "
                + (histogram == null ? exponent(sample.value()) : HistogramNotation.print(histogram));
    }

    /** With the metric's name among the labels, as promtool writes it. */
    private static String allIn(Labels labels) {
        String name = labels.metricName();
        String rest = labels.without(Labels.METRIC_NAME).toString();
        if (name.isEmpty()) {
            return rest;
        }
        return "{" + Labels.METRIC_NAME + "=" + "\""
                + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                + (rest.equals("{}") ? "}" : ", " + rest.substring(1));
    }

    /** As Go's {@code %E} with the fewest digits: {@code 3E+00}. */
    private static String exponent(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0E+00";
        }
        java.math.BigDecimal digits = new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return digits.scaleByPowerOfTen(-exponent).toPlainString()
                + String.format(Locale.ROOT, "E%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
