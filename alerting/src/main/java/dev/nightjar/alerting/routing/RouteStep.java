package dev.nightjar.alerting.routing;

/** One route on an alert's way through the tree, and what came of it. */
public record RouteStep(Route route, Outcome outcome, String why) {
    /** What came of a route. */
    public enum Outcome {
        /** The alert went into it, and one of its own routes took it. */
        ENTERED,
        /** It is one that the alert goes to. */
        TOOK,
        /** Its matchers do not match. */
        PASSED_BY
    }

    static RouteStep entered(Route route, String why) {
        return new RouteStep(route, Outcome.ENTERED, why);
    }

    static RouteStep took(Route route, String why) {
        return new RouteStep(route, Outcome.TOOK, why);
    }

    static RouteStep passedBy(Route route, String why) {
        return new RouteStep(route, Outcome.PASSED_BY, why);
    }
}
