package dev.nightjar.alerting.routing;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the routes of an alert: depth first, siblings in order up to the first that takes it without {@code continue};
 * a node none of whose children takes it takes it itself.
 */
public final class RouteTree {
    private final Route root;
    private final Map<String, Route> byId = new LinkedHashMap<>();

    public RouteTree(Route root) {
        this.root = root;
        index(root);
    }

    private void index(Route route) {
        byId.put(route.id(), route);
        route.children().forEach(this::index);
    }

    public Route root() {
        return root;
    }

    public Optional<Route> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The routes that take an alert, in the order of the file; never empty. */
    public List<Route> routesOf(Labels labels) {
        List<Route> routes = new ArrayList<>();
        collect(root, labels, routes, null);
        return routes;
    }

    /** Why: each route that was looked at, in that order, and what came of it. */
    public List<RouteStep> explain(Labels labels) {
        List<RouteStep> steps = new ArrayList<>();
        collect(root, labels, new ArrayList<>(), steps);
        return steps;
    }

    private static void collect(
            Route route, Labels labels, List<Route> taken, @org.jspecify.annotations.Nullable List<RouteStep> steps) {
        int at = steps == null ? 0 : steps.size();
        int before = taken.size();
        Route lastChild = null;
        for (Route child : route.children()) {
            if (!child.takes(labels)) {
                if (steps != null) {
                    steps.add(RouteStep.passedBy(child, refusal(child, labels)));
                }
                continue;
            }
            collect(child, labels, taken, steps);
            lastChild = child;
            if (!child.continues()) {
                break;
            }
        }
        if (taken.size() == before) {
            taken.add(route);
            if (steps != null) {
                steps.add(
                        at,
                        RouteStep.took(
                                route,
                                route.children().isEmpty() ? "it has no routes below" : "none of its routes matches"));
            }
        } else if (steps != null && lastChild != null) {
            steps.add(
                    at,
                    RouteStep.entered(
                            route,
                            lastChild.continues()
                                    ? "some of its routes match; the last says continue"
                                    : "one of its routes matches"));
        }
    }

    private static String refusal(Route route, Labels labels) {
        for (Matcher matcher : route.matchers()) {
            if (!matcher.matches(labels)) {
                String value = labels.get(matcher.name());
                return matcher + " does not match "
                        + (value.isEmpty()
                                ? "(no label " + matcher.name() + ")"
                                : matcher.name() + "=\"" + value + "\"");
            }
        }
        return "";
    }
}
