package dev.nightjar.server;

import dev.nightjar.alerting.ruletest.RuleTestResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What came of rules' unit tests as JUnit's XML: a suite for each file, as promtool writes it. */
final class JUnitReport {
    private final StringBuilder suites = new StringBuilder();

    void add(String file, Instant begun, List<RuleTestResult> results) {
        suites.append("<testsuite name=\"")
                .append(escaped(file))
                .append("\" tests=\"")
                .append(results.size())
                .append("\" failures=\"")
                .append(failures(results, true))
                .append("\" errors=\"")
                .append(failures(results, false))
                .append("\" skipped=\"0\" timestamp=\"")
                // JUnit's times have no zone
                .append(begun.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""))
                .append("\">");
        for (int i = 0; i < results.size(); i++) {
            add(results.get(i), i);
        }
        suites.append("</testsuite>");
    }

    private static int failures(List<RuleTestResult> results, boolean ran) {
        return results.stream()
                .filter(result -> result.ran() == ran)
                .mapToInt(result -> result.failures().size())
                .sum();
    }

    private void add(RuleTestResult result, int at) {
        String name = !result.ran() ? "unknown" : result.name().isEmpty() ? "unnamed#" + at : result.name();
        String element = result.ran() ? "failure" : "error";
        suites.append("<testcase name=\"").append(escaped(name)).append("\">");
        for (String failure : result.failures()) {
            suites.append('<').append(element).append('>');
            suites.append(escaped(failure)).append("</").append(element).append('>');
        }
        suites.append("</testcase>");
    }

    String xml() {
        return "<testsuites>" + suites + "</testsuites>";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(escaped(c)));
        return escaped.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\n' -> "&#xA;";
            case '\t' -> "&#x9;";
            case '\r' -> "&#xD;";
            // XML has no way to write the other control characters
            default -> c < ' ' ? "\ufffd" : Character.toString(c);
        };
    }
}
