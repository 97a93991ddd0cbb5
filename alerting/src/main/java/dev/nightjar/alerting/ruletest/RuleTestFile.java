package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Language;
import dev.nightjar.alerting.ruletest.RuleTestCase.AlertCheck;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpectedAlert;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpectedSample;
import dev.nightjar.alerting.ruletest.RuleTestCase.ExpressionCheck;
import dev.nightjar.alerting.ruletest.RuleTestCase.PlayedSample;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads promtool's unit-test files, strictly. Nightjar's own are {@code input_logs} and {@code logql_expr_test}, for rules
 * over logs.
 *
 * @param ruleFiles as written: paths and patterns, relative to the test file
 * @param groupOrder names of groups that are evaluated in this order, behind all others
 * @param fuzzy whether values may differ in their last digits
 */
record RuleTestFile(
        List<String> ruleFiles, Duration interval, List<String> groupOrder, boolean fuzzy, List<RuleTestCase> tests) {
    RuleTestFile {
        ruleFiles = List.copyOf(ruleFiles);
        groupOrder = List.copyOf(groupOrder);
        tests = List.copyOf(tests);
    }

    /** What is wrong goes to {@code problems}; then the result is not to be used. */
    static RuleTestFile read(String file, String text, Laboratory laboratory, Problems problems) {
        Reader reader = new Reader(laboratory);
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section root = Section.of(file, "", document, problems).orElse(null);
            if (root != null) {
                return reader.file(root);
            }
        }
        return new RuleTestFile(List.of(), Duration.ofMinutes(1), List.of(), false, List.of());
    }

    private record Reader(Laboratory laboratory) {
        RuleTestFile file(Section root) {
            root.allow("rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests");
            Duration interval = root.duration("evaluation_interval", Duration.ofMinutes(1));
            Duration evaluated = interval.isZero() ? Duration.ofMinutes(1) : interval;
            List<RuleTestCase> tests = new ArrayList<>();
            for (Section section : root.sections("tests", "test")) {
                try {
                    tests.add(test(section, evaluated));
                } catch (NotationException e) {
                    section.problem("", String.valueOf(e.getMessage()));
                }
            }
            List<String> order = root.textList("group_eval_order");
            for (int i = 0; i < order.size(); i++) {
                if (order.indexOf(order.get(i)) < i) {
                    root.problem("group_eval_order", "group name repeated in evaluation order: " + order.get(i));
                }
            }
            return new RuleTestFile(
                    root.textList("rule_files"), evaluated, order, root.flag("fuzzy_compare", false), tests);
        }

        private RuleTestCase test(Section test, Duration evaluated) {
            test.allow(
                    "name",
                    "interval",
                    "start_timestamp",
                    "input_series",
                    "input_logs",
                    "alert_rule_test",
                    "promql_expr_test",
                    "logql_expr_test",
                    "external_labels",
                    "external_url");
            Duration interval = test.duration("interval", evaluated);
            Instant start = start(test);
            List<ExpressionCheck> expressions = new ArrayList<>();
            for (Section check : test.sections("promql_expr_test", "promql_expr_test")) {
                expressions.add(expression(check, Language.PROMQL));
            }
            for (Section check : test.sections("logql_expr_test", "logql_expr_test")) {
                expressions.add(expression(check, Language.LOGQL));
            }
            return new RuleTestCase(
                    test.text("name").orElse(""),
                    start,
                    samples(test, start, interval.isZero() ? evaluated : interval),
                    lines(test, start),
                    alerts(test),
                    expressions,
                    test.texts("external_labels"),
                    test.text("external_url").orElse(""));
        }

        private static Instant start(Section test) {
            String written = test.text("start_timestamp").orElse("0");
            try {
                return written.contains("T")
                        ? Instant.parse(written)
                        : Instant.ofEpochMilli(Math.round(Double.parseDouble(written) * 1000));
            } catch (DateTimeParseException | NumberFormatException e) {
                test.problem("start_timestamp", "start_timestamp: neither seconds nor RFC 3339: \"" + written + "\"");
                return Instant.EPOCH;
            }
        }

        /** In order of time, so that a test can play them up to any. */
        private List<PlayedSample> samples(Section test, Instant start, Duration interval) {
            List<PlayedSample> samples = new ArrayList<>();
            for (Section input : test.sections("input_series", "input_series")) {
                input.allow("series", "values");
                Labels labels = LabelNotation.parse(input.requiredText("series"));
                long time = start.toEpochMilli();
                for (ValueNotation.Value value :
                        ValueNotation.parse(input.text("values").orElse(""), laboratory)) {
                    if (!value.missing()) {
                        samples.add(new PlayedSample(time, labels, value.number(), value.histogram()));
                    }
                    time += interval.toMillis();
                }
            }
            samples.sort(Comparator.comparingLong(PlayedSample::timeMillis));
            return samples;
        }

        private static List<PlayedLines.Line> lines(Section test, Instant start) {
            List<PlayedLines.Line> lines = new ArrayList<>();
            for (Section input : test.sections("input_logs", "input_logs")) {
                input.allow("stream", "lines");
                Labels stream = LabelNotation.parse(input.requiredText("stream"));
                for (Section line : input.sections("lines", "line")) {
                    line.allow("at", "line", "every", "times");
                    byte[] text = line.requiredText("line").getBytes(StandardCharsets.UTF_8);
                    long at = start.toEpochMilli()
                            + line.duration("at", Duration.ZERO).toMillis();
                    long every = line.duration("every", Duration.ofSeconds(1)).toMillis();
                    int times = Math.clamp(line.wholeNumber("times", 1), 0, 1_000_000);
                    for (int i = 0; i < times; i++) {
                        lines.add(new PlayedLines.Line(stream, (at + i * every) * 1_000_000, text));
                    }
                }
            }
            lines.sort(Comparator.comparingLong(PlayedLines.Line::timestampNanos));
            return lines;
        }

        private static List<AlertCheck> alerts(Section test) {
            List<AlertCheck> checks = new ArrayList<>();
            for (Section check : test.sections("alert_rule_test", "alert_rule_test")) {
                check.allow("eval_time", "alertname", "exp_alerts");
                String name = check.requiredText("alertname");
                List<ExpectedAlert> expected = new ArrayList<>();
                for (Section alert : check.sections("exp_alerts", "exp_alert")) {
                    alert.allow("exp_labels", "exp_annotations");
                    SequencedMap<String, String> labels = alert.texts("exp_labels");
                    labels.put("alertname", name);
                    expected.add(new ExpectedAlert(labels, alert.texts("exp_annotations")));
                }
                checks.add(new AlertCheck(check.duration("eval_time", Duration.ZERO), name, expected));
            }
            return checks;
        }

        private static ExpressionCheck expression(Section check, Language language) {
            check.allow("expr", "eval_time", "exp_samples");
            List<ExpectedSample> expected = new ArrayList<>();
            for (Section sample : check.sections("exp_samples", "exp_sample")) {
                sample.allow("labels", "value", "histogram");
                String histogram = sample.text("histogram").orElse("");
                NativeHistogram parsed = histogram.isEmpty() ? null : HistogramNotation.parse(histogram);
                expected.add(new ExpectedSample(
                        LabelNotation.parse(sample.text("labels").orElse("{}")),
                        ValueNotation.number(yamlNumber(sample.text("value").orElse("0"))),
                        parsed));
            }
            return new ExpressionCheck(
                    language, check.requiredText("expr"), check.duration("eval_time", Duration.ZERO), expected);
        }

        /** YAML writes what is no number with a dot in front. */
        private static String yamlNumber(String text) {
            return text.replaceFirst("(?i)\\.(inf|nan)", "$1");
        }
    }
}
