package dev.nightjar.alerting.slo;

import dev.nightjar.definition.Section;
import java.util.Optional;

/** Reads an SLO's indicator: what is counted, as PromQL with {@code {{.window}}} where the range belongs. */
final class OpenSloIndicator {
    /** How often a value is looked at that is compared with a threshold. */
    private static final String SAMPLED = "1m";

    private OpenSloIndicator() {}

    /** Nothing where the indicator is not right, which is then among its problems. */
    record Queries(String bad, String total) {
        static final Queries NONE = new Queries("", "");
    }

    /**
     * @param indicator with {@code spec}
     * @param objective has {@code op} and {@code value} for a metric that is compared with a threshold
     */
    static Queries read(Section indicator, Section objective) {
        Optional<Section> inner = indicator.section("spec", "indicator");
        if (inner.isEmpty()) {
            indicator.problem("spec", "field \"spec\" is missing");
            return Queries.NONE;
        }
        Section sli = inner.get().allow("thresholdMetric", "ratioMetric", "description");
        Optional<Section> threshold = sli.section("thresholdMetric", "thresholdMetric");
        Optional<Section> ratio = sli.section("ratioMetric", "ratioMetric");
        if (threshold.isPresent() == ratio.isPresent()) {
            sli.problem("ratioMetric", "needs one of \"ratioMetric\" and \"thresholdMetric\"");
            return Queries.NONE;
        }
        if (threshold.isPresent()) {
            return threshold(threshold.get(), objective);
        }
        for (String field : new String[] {"op", "value"}) {
            if (objective.has(field)) {
                objective.problem(
                        field, "\"" + field + "\" belongs to a thresholdMetric; the indicator is a ratioMetric");
            }
        }
        return ratio(ratio.get().allow("counter", "good", "bad", "total", "raw", "rawType"));
    }

    /** Each minute with a value is an event, and good where the comparison holds. */
    private static Queries threshold(Section metric, Section objective) {
        String query = source(metric, "thresholdMetric", metric, false);
        String op = switch (objective.requiredText("op")) {
            case "lte" -> "<=";
            case "lt" -> "<";
            case "gte" -> ">=";
            case "gt" -> ">";
            case "" -> "";
            case String other -> {
                objective.problem("op", "op: must be lte, lt, gte or gt, found \"" + other + "\"");
                yield "";
            }
        };
        String value = objective.requiredText("value");
        if (!value.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
            objective.problem("value", "value: not a number: \"" + value + "\"");
        }
        if (query.isEmpty() || op.isEmpty()) {
            return Queries.NONE;
        }
        String range = "[{{.window}}:" + SAMPLED + "]";
        String total = "sum(count_over_time((" + query + ")" + range + "))";
        String good = "sum(sum_over_time(((" + query + ") " + op + " bool " + value + ")" + range + "))";
        return new Queries(total + " - " + good, total);
    }

    private static Queries ratio(Section ratio) {
        if (!ratio.flag("counter", true)) {
            ratio.problem("counter", "not supported yet: a ratioMetric that is not made of counters");
        }
        if (ratio.has("raw")) {
            return raw(ratio);
        }
        if (ratio.has("good") == ratio.has("bad")) {
            ratio.problem("", "needs one of \"good\" and \"bad\", found " + (ratio.has("good") ? "both" : "neither"));
        }
        String total = query(ratio, "total");
        String bad = ratio.has("bad") ? query(ratio, "bad") : "(" + total + ") - (" + query(ratio, "good") + ")";
        return new Queries(bad, total);
    }

    /** A ratio that somebody else made: each minute counts the same. */
    private static Queries raw(Section ratio) {
        String query = source(ratio, "raw", ratio.section("raw", "raw").orElse(ratio), false);
        String share = switch (ratio.text("rawType").orElse("success")) {
            case "success" -> "1 - (" + query + ")";
            case "failure" -> query;
            case String other -> {
                ratio.problem("rawType", "rawType: must be success or failure, found \"" + other + "\"");
                yield query;
            }
        };
        String range = "[{{.window}}:" + SAMPLED + "]";
        return new Queries(
                "sum(sum_over_time((" + share + ")" + range + "))",
                "sum(count_over_time((" + share + ")" + range + "))");
    }

    private static String query(Section ratio, String field) {
        Optional<Section> section = ratio.section(field, field);
        if (section.isEmpty()) {
            ratio.problem(field, field + " needs metricSource.spec.query");
            return "";
        }
        return source(ratio, field, section.get(), true);
    }

    private static String source(Section owner, String field, Section holder, boolean ranged) {
        Optional<Section> source =
                holder.section("metricSource", field).map(section -> section.allow("type", "spec", "metricSourceRef"));
        Optional<Section> spec = source.flatMap(section -> section.section("spec", field));
        if (spec.isEmpty()) {
            owner.problem(field, field + " needs metricSource.spec.query");
            return "";
        }
        String type = source.get().text("type").orElse("Nightjar");
        if (!type.equalsIgnoreCase("Nightjar") && !type.equalsIgnoreCase("Prometheus")) {
            source.get().problem("type", "not supported yet: metricSource type \"" + type + "\"; write Nightjar");
        }
        String query = spec.get().allow("query").requiredText("query");
        if (ranged && !query.isEmpty() && !query.matches("(?s).*\\{\\{\\s*\\.window\\s*}}.*")) {
            Optional<String> forWindows = FixedRange.forWindows(query);
            if (forWindows.isEmpty()) {
                spec.get()
                        .problem(
                                "query",
                                "the query's range must be written [{{.window}}]: it is asked for several windows; one fixed"
                                        + " range is taken for it in rate, increase, sum_over_time and count_over_time");
            }
            return forWindows.orElse(query);
        }
        return query;
    }
}
