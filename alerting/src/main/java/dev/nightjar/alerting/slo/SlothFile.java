package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Sloth's {@code prometheus/v1}, plain or as a PrometheusServiceLevel. The burn windows are the workbook's, which are
 * Sloth's own; the budget is the sum of bad events by the sum of valid ones, where Sloth averages ratios.
 */
final class SlothFile {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int MIN_BAD_EVENTS = 5;

    /** What the names of the plugins begin with that Sloth itself is made of. */
    private static final String CORE = "sloth.dev/core/";

    private final String file;
    private final Expressions expressions;
    private final Problems problems;

    SlothFile(String file, Expressions expressions, Problems problems) {
        this.file = file;
        this.expressions = expressions;
        this.problems = problems;
    }

    List<Slo> slos(Section root) {
        if (root.has("kind")) {
            root.allow("apiVersion", "kind", "metadata", "spec");
            return root.section("spec", "spec").map(this::level).orElse(List.of());
        }
        return level(root);
    }

    private List<Slo> level(Section level) {
        level.allow("version", "service", "labels", "slos", "slo_plugins", "sloPlugins");
        plugins(level, "slo_plugins");
        plugins(level, "sloPlugins");
        String service = level.requiredText("service");
        List<Slo> slos = new ArrayList<>();
        for (Section section : level.sections("slos", "slo")) {
            slo(service, section).ifPresent(slos::add);
        }
        return slos;
    }

    private Optional<Slo> slo(String service, Section slo) {
        slo.allow("name", "description", "objective", "labels", "sli", "alerting", "plugins");
        plugins(slo, "plugins");
        int before = problems.count();
        String name = slo.requiredText("name");
        double target = OpenSloFile.percentage(slo, "objective");
        List<BurnWindow> windows = BurnWindow.standard(WINDOW);
        OpenSloIndicator.Queries queries =
                slo.section("sli", "sli").map(this::sli).orElse(OpenSloIndicator.Queries.NONE);
        if (queries.total().isEmpty() && problems.count() == before) {
            slo.problem("sli", "field \"sli\" is missing");
        }
        Feasible.problem(target, Optional.empty(), windows).ifPresent(why -> slo.problem("objective", why));
        if (problems.count() > before) {
            return Optional.empty();
        }
        Slo read = new Slo(
                service + "-" + name,
                slo.text("description").orElse(name),
                service,
                target,
                new SloWindow.Rolling(WINDOW),
                queries.bad(),
                queries.total(),
                Optional.empty(),
                windows,
                MIN_BAD_EVENTS,
                file);
        return OpenSloFile.isRight(slo, read, expressions) ? Optional.of(read) : Optional.empty();
    }

    /** Those of Sloth's core make the rules that are made here anyway; what others do is known to them alone. */
    private static void plugins(Section holder, String field) {
        Optional<Section> plugins = holder.section(field, field);
        if (plugins.isEmpty()) {
            return;
        }
        plugins.get().allow("overridePrevious", "override_previous", "chain");
        for (Section plugin : plugins.get().sections("chain", "plugin")) {
            plugin.allow("id", "config", "priority");
            String id = plugin.requiredText("id");
            if (id.startsWith(CORE)) {
                plugin.notice("id", "\"" + id + "\" has no effect: rules are made as everywhere here");
            } else {
                plugin.problem("id", "\"" + id + "\" is Go code, which only Sloth runs; take it out" + instead(id));
            }
        }
    }

    private static String instead(String id) {
        return id.contains("error_budget_exhausted") ? ": the alert ErrorBudgetSpent is there without it" : "";
    }

    private OpenSloIndicator.Queries sli(Section sli) {
        sli.allow("events", "raw", "plugin");
        sli.section("plugin", "plugin").ifPresent(plugin -> {
            plugin.allow("id", "options");
            sli.problem(
                    "plugin",
                    "plugin \"" + plugin.requiredText("id")
                            + "\" is Go code, which only Sloth runs: write the queries that it"
                            + " makes as events: {error_query, total_query}; what \"sloth generate\" prints has them");
        });
        Optional<Section> events = sli.section("events", "events");
        Optional<Section> raw = sli.section("raw", "raw");
        if (events.isPresent()) {
            Section section = events.get().allow("error_query", "errorQuery", "total_query", "totalQuery");
            return new OpenSloIndicator.Queries(
                    query(section, "error_query", "errorQuery"), query(section, "total_query", "totalQuery"));
        }
        if (raw.isPresent()) {
            Section section = raw.get().allow("error_ratio_query", "errorRatioQuery");
            String ratio = query(section, "error_ratio_query", "errorRatioQuery");
            // Whatever the ratio is of, each second counts the same.
            return new OpenSloIndicator.Queries(ratio, "(" + ratio + ") * 0 + 1");
        }
        return OpenSloIndicator.Queries.NONE;
    }

    private static String query(Section section, String snake, String camel) {
        String query = section.text(camel).orElseGet(() -> section.requiredText(snake));
        if (!query.isEmpty() && !query.matches("(?s).*\\{\\{\\s*\\.window\\s*}}.*")) {
            section.problem(snake, "the query's range must be written [{{.window}}]");
        }
        return query;
    }
}
