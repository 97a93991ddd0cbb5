package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Language;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One test of a test file. Times of checks count from {@code start}. */
record RuleTestCase(
        String name,
        Instant start,
        List<PlayedSample> samples,
        List<PlayedLines.Line> lines,
        List<AlertCheck> alerts,
        List<ExpressionCheck> expressions,
        Map<String, String> externalLabels,
        String externalUrl) {
    RuleTestCase {
        samples = List.copyOf(samples);
        lines = List.copyOf(lines);
        alerts = List.copyOf(alerts);
        expressions = List.copyOf(expressions);
        externalLabels = Map.copyOf(externalLabels);
    }

    /** What is to be stored at its time. */
    record PlayedSample(
            long timeMillis,
            Labels labels,
            double value,
            @Nullable NativeHistogram histogram) {}

    /** The alerts of one name that fire at a time: these and no others. */
    record AlertCheck(Duration at, String alert, List<ExpectedAlert> expected) {
        AlertCheck {
            expected = List.copyOf(expected);
        }
    }

    /** As written: an alert never has a label without a value, but it may have an annotation that says nothing. */
    record ExpectedAlert(Map<String, String> labels, Map<String, String> annotations) {
        ExpectedAlert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        String text() {
            return "Labels:" + text(labels) + "\n              Annotations:" + text(annotations);
        }

        private static String text(Map<String, String> pairs) {
            return new TreeMap<>(pairs)
                    .entrySet().stream()
                            .map(pair -> pair.getKey() + "=\"" + escaped(pair.getValue()) + "\"")
                            .collect(Collectors.joining(", ", "{", "}"));
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }

    /** What an expression gives at a time, in any order. */
    record ExpressionCheck(Language language, String expression, Duration at, List<ExpectedSample> expected) {
        ExpressionCheck {
            expected = List.copyOf(expected);
        }
    }

    record ExpectedSample(
            Labels labels, double value, @Nullable NativeHistogram histogram) {}
}
