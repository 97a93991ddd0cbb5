package dev.nightjar.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What people and dashboards ask, so that the code that answers is linked and known to be hot before the first of them
 * asks: each kind of function, matching and aggregation once rather than many of one kind.
 */
final class PracticeQuestions {
    private static final List<String> INSTANT = List.of(
            "1 + 1",
            "sum by (instance) (rate(practice_total[5m]))",
            "practice_cpu_usage > 90",
            "last_over_time(practice_cpu_usage[5m])",
            "count({hostname=~\".+\"})",
            "count by (__name__) ({hostname=~\".+\"})",
            "topk(5, rate(practice_cpu_seconds_total[5m]))",
            "sum by (mode) (increase(practice_cpu_seconds_total[1h]))",
            "predict_linear(practice_temperature_celsius[1h], 86400) / on (hostname) practice_memory_total_bytes",
            "max_over_time(sum(rate(practice_cpu_seconds_total[5m]))[1h:1m])",
            "practice_info unless on (hostname) (practice_temperature_celsius > 50)",
            "count by (dc) (label_replace(practice_info, \"dc\", \"$1\", \"datacenter\", \"(.*)-.*\"))",
            "count_values(\"v\", round(practice_temperature_celsius)) or vector(0)",
            "sum(resets(practice_cpu_seconds_total[1h])) + sum(changes(practice_temperature_celsius[1h]))",
            "absent(practice_nothing) and on () vector(1)",
            "sort_desc(sum without (mode) (irate(practice_cpu_seconds_total[5m])))");

    private static final List<String> RANGE = List.of(
            "practice_cpu_usage{hostname=\"host_7\"}",
            "{__name__=~\"practice_cpu_.*\",hostname=\"host_7\"}",
            "rate(practice_cpu_seconds_total{hostname=\"host_7\"}[5m])",
            "max by (__name__) ({__name__=~\"practice_(temperature_celsius|info)\",hostname=\"host_3\"})",
            "max(max_over_time(practice_cpu_usage{hostname=~\"host_(1|2|3|4)\"}[1h]))",
            "avg by (hostname) (avg_over_time(practice_cpu_usage[30m]))",
            "sum by (region, service) (rate(practice_cpu_seconds_total[5m]))",
            "sum by (service) (rate(practice_cpu_seconds_total{mode=~\"i.*\"}[5m]))"
                    + " / sum by (service) (rate(practice_cpu_seconds_total[5m]))",
            "histogram_quantile(0.9, sum by (le, service) (rate(practice_duration_seconds_bucket[5m])))",
            "100 * (1 - avg by (hostname) (rate(practice_cpu_seconds_total{mode=\"idle\"}[5m])))",
            "practice_cpu_usage / on (hostname) group_left practice_memory_total_bytes",
            "topk(5, sum by (hostname) (rate(practice_cpu_seconds_total{mode!=\"idle\"}[5m])))",
            "quantile_over_time(0.95, practice_cpu_usage{region=~\"region-.*\"}[10m])",
            "max_over_time(practice_temperature_celsius{region=~\"region-(1|2)\"}[10m])",
            "sum(rate(practice_cpu_seconds_total[5m])) - sum(rate(practice_cpu_seconds_total[5m] offset 1h))",
            "stddev by (datacenter) (deriv(practice_temperature_celsius[10m]))",
            "avg({__name__=~\"practice_cpu.*\"})",
            "practice_total > 1 or vector(1)");

    private static final List<String> LINES = List.of(
            "{service=\"practice\"} |= \"lap\"",
            "{app=\"access\"}",
            "{env=\"prod\"} |= \"no-such-text-anywhere\"",
            "{app=~\".+\"} |= \"worker 7 took\"",
            "{app=\"access\"} != \"GET\" |~ \"\\\" 50[0-9] [0-9]+\"",
            "{app=\"text\"} |~ \"(?i)illegalstate\"",
            "{app=\"json\"} | json | status >= 500",
            "{app=\"json\"} | json | duration_ms > 2000 and method=\"POST\" | line_format \"{{.user_name}} {{.path}}\"",
            "{app=\"logfmt\"} | logfmt | took > 2s | size > 500KB | label_format who=user",
            "{app=\"access\"} | pattern `<ip> - - [<_>] \"<method> <path> <_>\" <status> <size>` | status = \"404\"",
            "{app=\"access\"} | regexp `\" (?P<status>\\d+) (?P<size>\\d+)$` | size > 80000");

    private static final List<String> COUNTS = List.of(
            "sum by (level) (count_over_time({env=\"prod\"}[1m]))",
            "sum by (app) (count_over_time({app=~\".+\"}[1m]))",
            "sum by (app) (rate({env=\"prod\"} |= \"error\" [5m]))",
            "sum by (host) (bytes_rate({app=\"access\"}[5m]))",
            "topk(5, sum by (host) (count_over_time({env=\"prod\"} |~ \"(?i)error\" [5m])))",
            "sum by (status) (count_over_time({app=\"json\"} | json [5m]))",
            "quantile_over_time(0.99, {app=\"json\"} | json | unwrap duration_ms [5m]) by (host)",
            "sum by (user) (sum_over_time({app=\"logfmt\"} | logfmt | unwrap duration(took) [5m]))");

    private static final List<String> PAGES = List.of(
            "/-/ready",
            "/metrics",
            "/",
            "/api/v1/labels",
            "/api/v1/label/hostname/values",
            "/api/v1/series?match[]=practice_info",
            "/api/v1/metadata",
            "/api/v1/rules",
            "/api/v1/status/tsdb",
            "/loki/api/v1/labels",
            "/loki/api/v1/label/app/values",
            "/nightjar/v1/overview",
            "/nightjar/v1/services/practice");

    private PracticeQuestions() {}

    /** Paths with parameters, for GET, asked at that time. */
    static List<String> at(long seconds) {
        List<String> questions = new ArrayList<>();
        String hour = "&start=" + (seconds - 3600) + "&end=" + seconds;
        PAGES.forEach(page -> questions.add(page.replace("[", "%5B").replace("]", "%5D")));
        INSTANT.forEach(query -> questions.add("/api/v1/query?query=" + encoded(query)));
        RANGE.forEach(query -> questions.add("/api/v1/query_range?step=60" + hour + "&query=" + encoded(query)));
        LINES.forEach(query -> questions.add("/loki/api/v1/query_range?limit=500" + hour + "&query=" + encoded(query)));
        COUNTS.forEach(query -> questions.add("/loki/api/v1/query_range?step=60" + hour + "&query=" + encoded(query)));
        return questions;
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
