package dev.nightjar.logindex;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** LogQL queries that have something to find among {@link RandomLines}. */
final class RandomQueries {
    private final RandomGenerator random;

    RandomQueries(RandomGenerator random) {
        this.random = random;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private String some(int times, Supplier<String> text) {
        return Stream.generate(text).limit(random.nextInt(times + 1)).collect(Collectors.joining());
    }

    private String oneIn(int chance, Supplier<String> text) {
        return random.nextInt(chance) == 0 ? text.get() : "";
    }

    private String selector() {
        return pick(
                "{}",
                "{app=~\".+\"}",
                "{app=\"json\"}",
                "{app=\"json\"}",
                "{app=\"logfmt\"}",
                "{app=\"logfmt\"}",
                "{app=\"access\"}",
                "{app=\"mixed\"}",
                "{app!=\"mixed\", env=\"\"}",
                "{level=\"warn\"}",
                "{service_name=\"edge\"}",
                "{app=~\"json|logfmt\", status=\"\"}");
    }

    /** A query of lines. */
    String lines() {
        return selector()
                + oneIn(20, () -> " != ip(\"10.2.0.0-10.3.0.9\")")
                + some(2, this::filter)
                + oneIn(2, this::parser)
                + some(3, this::stage);
    }

    /** A filter of lines and its opposite: each line passes one of them. */
    List<String> opposites() {
        return switch (random.nextInt(4)) {
            case 0 -> opposites("=", needle());
            case 1 -> opposites("~", regex());
            case 2 -> opposites(">", pattern());
            default -> {
                String condition = label() + pick("=", "=~") + "`" + pick("200", "info", "5.*", "") + "`";
                yield List.of(
                        " | " + condition,
                        " | " + condition.replaceFirst("=~?", condition.contains("=~") ? "!~" : "!="));
            }
        };
    }

    private static List<String> opposites(String operator, String text) {
        return List.of(" |" + operator + " " + text, " !" + operator + " " + text);
    }

    private String filter() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> " |= " + needle() + oneIn(4, () -> " or " + needle());
            case 2 -> " != " + needle();
            case 3 -> " |~ " + regex() + oneIn(5, () -> " or " + regex());
            case 4 -> " !~ " + regex();
            case 5 -> " |> " + pattern() + oneIn(5, () -> " or " + pattern());
            case 6 -> " !> " + pattern();
            default -> " |= ip(\"10.1.0.0/16\")";
        };
    }

    private String needle() {
        return pick(
                "`GET`",
                "`status`",
                "`\"status\":2`",
                "`500`",
                "`0.1`",
                "`/a/1`",
                "`größe`",
                "`ß`",
                "`OutOfMemory`",
                "`heap\n\tat`",
                "`pay(Order.java:1`",
                "`no such text`",
                "``",
                "`took\":5`",
                "`10.1.`",
                "`till ali`",
                "`{`",
                "`e=`",
                "`200 1`");
    }

    private String regex() {
        return pick(
                "`status.{1,2}50[04]`",
                "`(?i)get`",
                "`(?i)LEVEL=info`",
                "`^10\\.2`",
                "`GET|PUT`",
                "`took\":[0-9]$`",
                "`(alive|heap)`",
                "`größe=[1-3]`",
                "`x{0}`",
                "`/a/1?2`",
                "`at .*Pool\\d`",
                "`\\x{67}r`",
                "`e(rr)?or`",
                "`\\bPUT\\b`");
    }

    private String pattern() {
        return pick(
                "`<_>GET <_> HTTP<_>`",
                "`ts=<_> level=info <_>`",
                "`{\"method\":\"POST\",<_>`",
                "`<_> - - <_> 200 <_>`",
                "`still alive`",
                "`<_>größe=<_>`",
                "`still`",
                "`<_>`",
                "`<_>}`");
    }

    private String parser() {
        return pick(
                " | json",
                " | json",
                " | json | logfmt",
                " | json s=\"status\", i=\"size.in\"",
                " | logfmt",
                " | logfmt",
                " | logfmt --strict",
                " | logfmt --keep-empty",
                " | logfmt s=\"status\", took",
                " | pattern `<ip> - - [<day>] \"<method> <path> <_>\" <status> <size>`",
                " | pattern `<_> \"<method> /a/<id> <_>`",
                " | pattern `ts=<ts> level=<level> status=<status> <rest>`",
                " | regexp `(?P<method>GET|PUT|POST).*?(?P<status>[2-5]0[04])`",
                " | unpack");
    }

    private String stage() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> " | " + condition(2);
            case 4 -> filter();
            case 5 -> " | line_format `" + pick("{{.status}} x", "{{.method}} {{__line__}}", "GET") + "`";
            case 6 -> " | label_format " + pick("a=status", "status=`{{.status}}0`", "b=`x{{.took}}`,c=level");
            case 7 ->
                " | drop " + pick("status", "level", "took, size", "detected_level", "status=\"200\"", "__error__");
            case 8 -> " | keep " + pick("status, method", "level", "app, status=~\"2..\"");
            case 9 -> " | decolorize";
            case 10 -> parser();
            default -> " | __error__=\"\"";
        };
    }

    private String condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + condition(depth - 1) + pick(" and ", " or ", ", ") + condition(depth - 1) + ")";
        }
        return switch (random.nextInt(4)) {
            case 0 ->
                label() + pick("=", "!=") + "\"" + pick("200", "500", "GET", "", "info", "error", "7", "0") + "\"";
            case 1 -> label() + pick("=~", "!~") + "`" + pick("2..", "5.*", "GET|PUT", ".*", "", "/a/[1-3]") + "`";
            case 2 ->
                pick("status", "took", "size")
                        + pick(" > ", " >= ", " < ", " <= ", " == ", " != ")
                        + pick("404", "10.5", "500", "7", "0");
            default ->
                pick(
                        "took > 300ms",
                        "took <= 1s",
                        "size > 5KB",
                        "size < 1MiB",
                        "ip = ip(\"10.1.0.0/16\")",
                        "__error__=\"\"");
        };
    }

    String label() {
        return pick(
                "status",
                "status",
                "method",
                "level",
                "detected_level",
                "took",
                "path",
                "app",
                "env",
                "user_id",
                "size_in",
                "status_extracted",
                "trace_id",
                "nowhere",
                "service_name");
    }

    private String grouping() {
        return pick(" by ", " by ", " by ", " without ") + "(" + pick("", label(), label(), label() + ", " + label())
                + ")";
    }

    private String range() {
        return " [" + pick("1s", "10s", "30s", "1m", "90s", "500ms", "1500ms", "5m") + "]"
                + oneIn(6, () -> " offset " + pick("10s", "-7s", "1500ms"));
    }

    private String rangeAggregation() {
        if (random.nextInt(5) > 1) {
            String lines = random.nextInt(4) == 0 ? selector() + oneIn(2, () -> " | drop " + label()) : lines();
            return pick(
                            "count_over_time",
                            "count_over_time",
                            "rate",
                            "bytes_over_time",
                            "bytes_rate",
                            "absent_over_time")
                    + "(" + lines + range() + ")";
        }
        String lines = lines() + oneIn(2, this::parser)
                + " | unwrap "
                + pick("took", "size", "status", "duration(took)", "duration_seconds(took)", "bytes(size)")
                + oneIn(2, () -> " | __error__=\"\"") + oneIn(4, () -> " | " + condition(1));
        String grouped = oneIn(2, this::grouping);
        return switch (random.nextInt(3)) {
            case 0 -> "quantile_over_time(" + pick("0.5", "0.9", "1") + ", " + lines + range() + ")" + grouped;
            case 1 -> pick("sum_over_time", "rate", "rate_counter", "absent_over_time") + "(" + lines + range() + ")";
            default ->
                pick(
                                "avg_over_time",
                                "max_over_time",
                                "min_over_time",
                                "first_over_time",
                                "last_over_time",
                                "stddev_over_time",
                                "stdvar_over_time")
                        + "(" + lines + range() + ")" + grouped;
        };
    }

    /** A query of values. */
    String values() {
        return values(2);
    }

    private String values(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 -> rangeAggregation();
            case 1, 2, 3, 4 -> "sum" + grouping() + "(" + rangeAggregation() + ")";
            case 5 -> pick("max", "min", "avg", "count", "stddev") + grouping() + "(" + rangeAggregation() + ")";
            case 6 -> "sum" + grouping() + "(" + values(depth - 1) + ")";
            case 7 -> "label_replace(" + values(depth - 1) + ", \"status\", \"$1\", \"level\", \"(.).*\")";
            default ->
                "sum by (status)(" + rangeAggregation() + ")" + pick(" / ", " > ", " or ", " and ", " + on (status) ")
                        + "sum by (status)(" + rangeAggregation() + ")";
        };
    }
}
