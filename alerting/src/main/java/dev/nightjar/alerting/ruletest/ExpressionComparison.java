package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpectedSample;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpressionCheck;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.NativeHistogram;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what an expression gives with what a test expects of it. */
record ExpressionComparison(ExpressionCheck check, boolean fuzzy) {
    /** Relative: values of a sum that are added up in another order differ by less. */
    private static final double FUZZ = 1e-10;

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
            return left != null && right != null && content(left).equals(content(right));
        }
        double a = expected.value();
        double b = found.value();
        boolean bothNoNumber = Double.isNaN(a) && Double.isNaN(b);
        boolean close = fuzzy && Math.abs(a - b) <= FUZZ * Math.max(Math.abs(a), Math.abs(b));
        return a == b || bothNoNumber || close;
    }

    /** A histogram without what its sender knew of resets. */
    private static String content(NativeHistogram histogram) {
        return histogram.toString().replaceFirst(", (RESET|NO_RESET|GAUGE)}$", "}");
    }

    private static String text(List<ExpectedSample> samples) {
        return samples.isEmpty()
                ? "nil"
                : samples.stream().map(ExpressionComparison::text).collect(Collectors.joining(", "));
    }

    private static String text(ExpectedSample sample) {
        NativeHistogram histogram = sample.histogram();
        return sample.labels() + " " + (histogram == null ? exponent(sample.value()) : histogram.toString());
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
