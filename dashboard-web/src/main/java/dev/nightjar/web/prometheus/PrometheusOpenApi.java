package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nightjar.web.prometheus.PrometheusRouter.Mounted;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI document of the routes under {@code /api/v1/}, made from what is mounted. */
final class PrometheusOpenApi {
    private static final Pattern PATH_PARAMETER = Pattern.compile(":(\\w+)");
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern NOT_A_WORD = Pattern.compile("\\W+");
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private static final String SEARCH =
            " match[] start end search[] fuzz_threshold fuzz_alg case_sensitive sort_by sort_dir include_score limit"
                    + " batch_size";

    /** By path, what it is asked with; {@code !} is needed, {@code []} may come more than once. */
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("query", "query! time timeout limit lookback_delta stats summaries"),
            Map.entry("query_range", "query! start! end! step! timeout limit lookback_delta stats summaries"),
            Map.entry("query_exemplars", "query! start end"),
            Map.entry("format_query", "query!"),
            Map.entry("parse_query", "query!"),
            Map.entry("labels", "match[] start end limit"),
            Map.entry("series", "match[]! start end limit"),
            Map.entry("label/:name/values", "match[] start end limit"),
            Map.entry("metadata", "metric limit limit_per_metric"),
            Map.entry("search/metric_names", "include_metadata" + SEARCH),
            Map.entry("search/label_names", SEARCH),
            Map.entry("search/label_values", "label!" + SEARCH),
            Map.entry(
                    "rules",
                    "type rule_name[] rule_group[] file[] match[] exclude_alerts group_limit group_next_token"),
            Map.entry("targets", "state scrapePool"),
            Map.entry("targets/metadata", "match_target metric limit"),
            Map.entry("targets/relabel_steps", "scrapePool! labels!"),
            Map.entry("scrape_pools/config", "scrapePool!"),
            Map.entry("status/tsdb", "limit"),
            Map.entry("status/self_metrics", "metric_name_pattern"),
            Map.entry("admin/tsdb/delete_series", "match[]! start end"),
            Map.entry("admin/tsdb/snapshot", "skip_head"));

    private PrometheusOpenApi() {}

    /**
     * @throws IllegalStateException where parameters are listed here of a path that is not mounted
     */
    static String yaml(List<Mounted> mounted, String version) {
        List<String> absent = PARAMETERS.keySet().stream()
                .filter(path -> mounted.stream().noneMatch(route -> route.path().equals(path)))
                .toList();
        if (!absent.isEmpty()) {
            throw new IllegalStateException("parameters are described of what is not mounted: " + absent);
        }
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Mounted route : mounted) {
            Map<String, Object> operations = new LinkedHashMap<>();
            for (HttpMethod method : route.methods()) {
                operations.put(method.name().toLowerCase(Locale.ROOT), operation(route, method));
            }
            paths.put("/" + PATH_PARAMETER.matcher(route.path()).replaceAll("{$1}"), operations);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Prometheus' HTTP API, as Nightjar answers it", "version", version));
        document.put("servers", List.of(Map.of("url", "/api/v1")));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", Map.of("Error", error())));
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the description cannot be written", e);
        }
    }

    private static Map<String, Object> operation(Mounted route, HttpMethod method) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put(
                "operationId",
                method.name().toLowerCase(Locale.ROOT) + "_"
                        + NOT_A_WORD.matcher(route.path()).replaceAll("_"));
        List<Object> parameters = new ArrayList<>();
        Matcher inPath = PATH_PARAMETER.matcher(route.path());
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path", true, false));
        }
        SPACES.splitAsStream(PARAMETERS.getOrDefault(route.path(), "").strip())
                .filter(written -> !written.isEmpty())
                .forEach(written -> parameters.add(asked(written)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put(
                "responses",
                Map.of(
                        "2XX",
                        Map.of("description", "Done."),
                        "default",
                        Map.of(
                                "description",
                                "Not done, and why.",
                                "content",
                                Map.of(
                                        "application/json",
                                        Map.of("schema", Map.of("$ref", "#/components/schemas/Error"))))));
        return operation;
    }

    private static Map<String, Object> asked(String written) {
        boolean needed = written.endsWith("!");
        String name = needed ? written.substring(0, written.length() - 1) : written;
        return parameter(name, "query", needed, name.endsWith("[]"));
    }

    private static Map<String, Object> parameter(String name, String in, boolean needed, boolean many) {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", needed);
        parameter.put("schema", many ? Map.of("type", "array", "items", text) : text);
        return parameter;
    }

    private static Map<String, Object> error() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("status", Map.of("const", "error"));
        properties.put("errorType", text);
        properties.put("error", text);
        return Map.of("type", "object", "properties", properties);
    }
}
