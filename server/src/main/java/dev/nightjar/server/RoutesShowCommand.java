package dev.nightjar.server;

import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.server.config.ConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar routes show}: the tree. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show the tree of routes.")
final class RoutesShowCommand implements Callable<Integer> {
    @Mixin
    RoutesFile routes = new RoutesFile();

    @Override
    public Integer call() throws ConfigurationException {
        show(routes.read().routes().root(), 0);
        return 0;
    }

    private static void show(Route route, int depth) {
        String matchers = depth == 0 ? "default-route" : MatcherText.of(route.matchers());
        System.out.println("  ".repeat(depth) + matchers + "  receiver: " + route.receiver()
                + (route.continues() ? "  continue: true" : ""));
        route.children().forEach(child -> show(child, depth + 1));
    }
}
