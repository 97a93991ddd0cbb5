package dev.nightjar.web.api;

import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.RouteStep;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Why an alert goes to whom, as documents. Pure. */
final class RouteDocuments {
    /**
     * @param fromFile false where no file says who is told: then whoever is on call is, by the alert's severity
     * @param steps each route that was looked at, in that order
     * @param silencedBy ids of silences that hold it back now
     * @param inhibitedBy labels of alerts that hold it back now
     */
    record RouteExplanation(
            boolean fromFile,
            List<RouteLook> steps,
            List<RouteTarget> targets,
            List<String> silencedBy,
            List<Map<String, String>> inhibitedBy) {}

    /**
     * @param depth 0 for the root
     * @param matchers as the file writes them; empty for the root
     * @param outcome {@code took}, {@code entered} or {@code passed_by}
     */
    record RouteLook(int depth, String matchers, int line, String outcome, String why) {}

    /**
     * A receiver that the alert goes to.
     *
     * @param people who would be called first now; empty where it calls nobody
     * @param group labels by which it is told together with others
     * @param mutedBy intervals because of which it is told nothing now
     */
    record RouteTarget(
            String receiver,
            List<String> integrations,
            List<String> people,
            Map<String, String> group,
            long waitSeconds,
            long intervalSeconds,
            long repeatSeconds,
            List<String> mutedBy) {}

    private RouteDocuments() {}

    static List<RouteLook> steps(Routing routing, Labels alert) {
        Map<String, Integer> depths = depths(routing.routes().root());
        return routing.routes().explain(alert).stream()
                .map(step -> look(step, depths.getOrDefault(step.route().id(), 0)))
                .toList();
    }

    private static RouteLook look(RouteStep step, int depth) {
        Route route = step.route();
        return new RouteLook(
                depth,
                route.matchers().isEmpty() ? "" : MatcherText.of(route.matchers()),
                route.line(),
                step.outcome().name().toLowerCase(Locale.ROOT),
                step.why());
    }

    private static Map<String, Integer> depths(Route root) {
        Map<String, Integer> depths = new LinkedHashMap<>();
        Deque<Route> open = new ArrayDeque<>(List.of(root));
        depths.put(root.id(), 0);
        while (!open.isEmpty()) {
            Route route = open.remove();
            int below = depths.getOrDefault(route.id(), 0) + 1;
            for (Route child : route.children()) {
                depths.put(child.id(), below);
                open.add(child);
            }
        }
        return depths;
    }

    static RouteTarget target(Routing routing, Route route, Labels alert, List<String> people, Instant now) {
        return new RouteTarget(
                route.receiver(),
                routing.receiver(route.receiver())
                        .map(RouteDocuments::integrations)
                        .orElse(List.of()),
                people,
                route.group(alert).toMap(),
                route.groupWait().toSeconds(),
                route.groupInterval().toSeconds(),
                route.repeatInterval().toSeconds(),
                routing.mutedBy(route, now));
    }

    static List<String> integrations(Receiver receiver) {
        return IntStream.range(0, receiver.integrations().size())
                .mapToObj(receiver::integrationName)
                .toList();
    }
}
