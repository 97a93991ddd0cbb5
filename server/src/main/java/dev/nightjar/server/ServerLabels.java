package dev.nightjar.server;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up, in what a server has stored, whether the metrics and labels that rules ask for exist. */
final class ServerLabels {
    private final ServerConnection server;
    private final Map<String, Set<String>> known = new HashMap<>();

    ServerLabels(ServerConnection server) {
        this.server = server;
    }

    /**
     * What the rules of {@code group} ask for and no stored series has, each once. What other rules of the group record
     * counts as there.
     */
    List<Finding> missing(RuleGroup group) throws StartException, InterruptedException {
        Set<Finding> findings = new LinkedHashSet<>();
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
        return List.copyOf(findings);
    }

    private void look(RuleGroup group, Rule rule, String metric, List<Matcher> matchers, Set<Finding> findings)
            throws StartException, InterruptedException {
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

    private Set<String> labels(String metric) throws StartException, InterruptedException {
        Set<String> found = known.get(metric);
        if (found == null) {
            found = ask("{__name__=\"" + metric + "\"}");
            known.put(metric, found);
        }
        return found;
    }

    private Set<String> ask(String selector) throws StartException, InterruptedException {
        String answer = server.answer(
                server.request("/api/v1/labels?match%5B%5D=" + URLEncoder.encode(selector, StandardCharsets.UTF_8)));
        Set<String> labels = new LinkedHashSet<>();
        try {
            for (JsonNode name : new ObjectMapper().readTree(answer).path("data")) {
                labels.add(name.asText());
            }
            return labels;
        } catch (JsonProcessingException e) {
            throw new StartException(server.noNightjar(e));
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
}
