package dev.nightjar.client.vertx;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.Set;

/**
 * Finds the route that a request took. A router forgets it when a handler fails: it looks for failure handlers from its
 * beginning on, and the present route is then the last that it came by. In that case the routes are gone through once
 * more, and the last one that fits is taken, as general ones (who may, what is logged) come before particular ones.
 */
final class RouteName {
    private RouteName() {}

    static String of(RoutingContext context) {
        Route present = context.currentRoute();
        String path = present == null ? null : present.getPath();
        return path == null ? lastFitting(context) : path;
    }

    private static String lastFitting(RoutingContext context) {
        String found = "(no route)";
        if (context instanceof RoutingContextInternal inner && inner.currentRouter() != null) {
            for (Route route : inner.currentRouter().getRoutes()) {
                String pattern = route.getPath();
                if (pattern != null && fits(route, pattern, context)) {
                    found = pattern;
                }
            }
        }
        return found;
    }

    private static boolean fits(Route route, String pattern, RoutingContext context) {
        String path = context.normalizedPath();
        Set<HttpMethod> methods = route.methods();
        return path != null
                && (methods == null
                        || methods.isEmpty()
                        || methods.contains(context.request().method()))
                && fits(pattern.split("/", -1), path.split("/", -1), route.isExactPath());
    }

    /** Segment by segment; {@code :name} fits any. The last, empty segment of a prefix fits what is left. */
    private static boolean fits(String[] pattern, String[] path, boolean exact) {
        int segments = !exact && pattern[pattern.length - 1].isEmpty() ? pattern.length - 1 : pattern.length;
        if (exact ? segments != path.length : segments > path.length) {
            return false;
        }
        for (int i = 0; i < segments; i++) {
            if (!pattern[i].startsWith(":") && !pattern[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }
}
