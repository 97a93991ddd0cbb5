package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.relabel.RelabelRules;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is scraped, what is not, and why: {@code targets}, {@code scrape_pools} and what belongs to them. */
final class TargetRoutes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final TargetReader targets;
    private final MetricQueries queries;

    /** @param queries reads selectors */
    TargetRoutes(TargetReader targets, MetricQueries queries) {
        this.targets = targets;
        this.queries = queries;
    }

    void mount(PrometheusRouter router) {
        router.get("targets", this::targets);
        router.get("targets/metadata", this::metadata);
        router.get("targets/relabel_steps", this::relabelSteps);
        router.get(
                "scrape_pools",
                exchange -> Envelope.document(Map.of(
                        "scrapePools",
                        targets.pools().stream().map(ScrapePool::name).toList())));
        router.get(
                "scrape_pools/config",
                exchange -> Envelope.document(Map.of("yaml", pool(exchange).config())));
    }

    private Reply targets(Exchange exchange) {
        String state = exchange.parameter("state").orElse("any").toLowerCase(Locale.ROOT);
        Optional<String> pool = exchange.parameter("scrapePool");
        boolean active = state.equals("any") || state.equals("active");
        boolean dropped = state.equals("any") || state.equals("dropped");
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(
                "activeTargets",
                active
                        ? targets.active().stream()
                                .filter(target -> pool.isEmpty() || pool.get().equals(target.pool()))
                                .map(TargetJson::of)
                                .toList()
                        : List.of());
        document.put(
                "droppedTargets",
                dropped
                        ? targets.dropped().stream()
                                .filter(target -> pool.isEmpty() || pool.get().equals(target.pool()))
                                .map(TargetJson::of)
                                .toList()
                        : List.of());
        document.put("droppedTargetCounts", dropped ? droppedCounts(pool) : null);
        return Envelope.document(document);
    }

    private Map<String, Integer> droppedCounts(Optional<String> pool) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ScrapePool one : targets.pools()) {
            if (pool.isEmpty() || pool.get().equals(one.name())) {
                counts.put(one.name(), one.droppedCount());
            }
        }
        return counts;
    }

    /** What targets that match say about a metric, or about all. */
    private Reply metadata(Exchange exchange) {
        List<Matcher> wanted =
                exchange.parameter("match_target").map(this::anyTargets).orElse(List.of());
        Optional<String> metric = exchange.parameter("metric");
        int most = exchange.parameter("limit").map(TargetRoutes::limit).orElse(Integer.MAX_VALUE);
        return Envelope.document(targets.active().stream()
                .filter(target -> wanted.stream().allMatch(matcher -> matcher.matches(target.labels())))
                .map(target -> metadata(target, metric))
                .filter(said -> !said.isEmpty())
                .limit(most)
                .flatMap(List::stream)
                .toList());
    }

    private List<Matcher> anyTargets(String selector) {
        try {
            return queries.anySelector(selector);
        } catch (QueryException e) {
            throw HttpProblem.badParameter("match_target", String.valueOf(e.getMessage()));
        }
    }

    private List<Map<String, Object>> metadata(ScrapedTarget target, Optional<String> metric) {
        return targets.metadata(target).stream()
                .filter(about -> metric.isEmpty() || metric.get().equals(about.family()))
                .map(about -> TargetJson.of(target, about, metric.isPresent()))
                .toList();
    }

    /** Of targets; below zero there is none. */
    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            return limit < 0 ? Integer.MAX_VALUE : limit;
        } catch (NumberFormatException e) {
            throw new HttpProblem(400, "limit must be a number", "parameter \"limit\"", null);
        }
    }

    private Reply relabelSteps(Exchange exchange) {
        RelabelRules rules = pool(exchange).relabel();
        String text = exchange.parameter("labels")
                .orElseThrow(() -> new HttpProblem(400, "no labels parameter provided", null, null));
        try {
            Labels labels = Labels.of(JSON.readValue(text, TEXTS));
            return Envelope.document(Map.of(
                    "steps", rules.explain(labels).stream().map(TargetJson::of).toList()));
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "labels must be a JSON object of texts: " + e.getOriginalMessage(), null, null);
        }
    }

    private ScrapePool pool(Exchange exchange) {
        String name = exchange.parameter("scrapePool")
                .orElseThrow(() -> new HttpProblem(400, "no scrapePool parameter provided", null, null));
        return targets.pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(404, "there is no scrape pool \"" + name + "\"", null, null));
    }
}
