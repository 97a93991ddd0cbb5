package dev.nightjar.server.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.alerting.rules.Finding;
import dev.nightjar.alerting.rules.Language;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PromQl;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up, in what a server has stored, whether the metrics and labels that rules ask for exist. */
public final class ServerLabels implements AutoCloseable {
    private final @Nullable URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, Set<String>> known = new HashMap<>();

    /** Without a server nothing is ever missing. */
    public ServerLabels(@Nullable URI server) {
        this.server = server;
    }

    /** What the rules of {@code group} ask for and no stored series has. What other rules of the group record counts as there. */
    public List<Finding> missing(RuleGroup group) throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (server == null) {
            return findings;
        }
        Set<String> recorded = new LinkedHashSet<>(Set.of("ALERTS", "ALERTS_FOR_STATE"));
        for (Rule rule : group.rules()) {
            boolean isPromQl = !(rule instanceof Rule.AlertRule alert && alert.language() != Language.PROMQL);
            Set<Expr.VectorSelector> selectors = new LinkedHashSet<>();
            if (isPromQl) {
                collect(PromQl.parse(rule.query()), selectors);
            }
            for (Expr.VectorSelector selector : selectors) {
                if (selector.name().isPresent()
                        && !recorded.contains(selector.name().get())) {
                    look(group, rule, selector.name().get(), selector.matchers(), findings);
                }
            }
            if (rule instanceof Rule.RecordRule record) {
                recorded.add(record.name());
            }
        }
        return findings;
    }

    private void look(RuleGroup group, Rule rule, String metric, List<Matcher> matchers, List<Finding> findings)
            throws IOException {
        Set<String> labels = labels(metric);
        if (labels.isEmpty()) {
            findings.add(new Finding(group.name(), rule.name(), "no stored series is called " + metric));
            return;
        }
        for (Matcher matcher : matchers) {
            if (!matcher.name().equals(Labels.METRIC_NAME)
                    && !labels.contains(matcher.name())
                    && !matcher.matchesAbsent()) {
                findings.add(new Finding(
                        group.name(),
                        rule.name(),
                        "no series of " + metric + " has the label " + matcher.name() + "; it has "
                                + String.join(", ", labels.stream().sorted().toList())));
            }
        }
    }

    private Set<String> labels(String metric) throws IOException {
        Set<String> found = known.get(metric);
        if (found == null) {
            found = ask("{__name__=\"" + metric + "\"}");
            known.put(metric, found);
        }
        return found;
    }

    private Set<String> ask(String selector) throws IOException {
        URI asked = URI.create(server + "/")
                .resolve("api/v1/labels?match%5B%5D=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(asked).timeout(Duration.ofSeconds(30));
        String token = System.getenv().getOrDefault("NIGHTJAR_TOKEN", "");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw new IOException(asked + " was answered " + answer.statusCode());
            }
            Set<String> labels = new LinkedHashSet<>();
            for (JsonNode name : new ObjectMapper().readTree(answer.body()).path("data")) {
                labels.add(name.asText());
            }
            return labels;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void collect(Expr expr, Set<Expr.VectorSelector> selectors) {
        switch (expr) {
            case Expr.VectorSelector selector -> selectors.add(selector);
            case Expr.MatrixSelector matrix -> selectors.add(matrix.selector());
            case Expr.Subquery subquery -> collect(subquery.inner(), selectors);
            case Expr.Unary unary -> collect(unary.operand(), selectors);
            case Expr.Binary binary -> {
                collect(binary.left(), selectors);
                collect(binary.right(), selectors);
            }
            case Expr.Aggregate aggregate -> collect(aggregate.operand(), selectors);
            case Expr.Call call -> call.arguments().forEach(argument -> collect(argument, selectors));
            case Expr.Paren paren -> collect(paren.inner(), selectors);
            case Expr.NumberLiteral _, Expr.StringLiteral _ -> {}
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
