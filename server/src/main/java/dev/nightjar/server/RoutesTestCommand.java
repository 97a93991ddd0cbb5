package dev.nightjar.server;

import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.alerting.routing.Route;
import dev.nightjar.alerting.routing.RouteStep;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.server.config.ConfigurationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar routes test}: which receivers an alert goes to, and why. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Say which receivers an alert with these labels goes to, and why.",
            "Exit codes: 0 fine, 1 not the receivers that were expected, 2 wrong use."
        })
final class RoutesTestCommand implements Callable<Integer> {
    @Mixin
    RoutesFile routes = new RoutesFile();

    @Option(
            names = "--verify.receivers",
            split = ",",
            paramLabel = "NAME",
            description = "Receivers that it has to go to, in this order.")
    @Nullable
    List<String> expected;

    @Parameters(paramLabel = "NAME=VALUE", arity = "1..*", description = "The alert's labels.")
    List<String> labels = List.of();

    @Override
    public Integer call() throws ConfigurationException {
        Routing routing = routes.read();
        Labels alert = labels();
        System.out.println(alert);
        for (RouteStep step : routing.routes().explain(alert)) {
            System.out.println(line(step));
        }
        List<String> receivers = new ArrayList<>();
        for (Route route : routing.routes().routesOf(alert)) {
            receivers.add(route.receiver());
            System.out.println("receiver " + route.receiver() + ": " + how(routing, route, alert));
        }
        if (expected != null && !expected.equals(receivers)) {
            System.err.printf(
                    "WARNING: Expected receivers did not match resolved receivers: expected %s, found %s%n",
                    String.join(",", expected), String.join(",", receivers));
            return 1;
        }
        return 0;
    }

    private Labels labels() throws ConfigurationException {
        Labels.Builder builder = Labels.builder();
        for (String text : labels) {
            try {
                for (Matcher matcher : MatcherText.parse(text)) {
                    if (matcher.op() != Matcher.Op.EQUAL) {
                        throw new IllegalArgumentException(text + ": a label is written name=value");
                    }
                    builder.set(matcher.name(), matcher.value());
                }
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
            }
        }
        return builder.build();
    }

    private static String line(RouteStep step) {
        String indent = "  "
                .repeat((int) step.route().key().chars().filter(c -> c == '/').count() + 1);
        String mark = switch (step.outcome()) {
            case TOOK -> "takes it  ";
            case ENTERED -> "goes into ";
            case PASSED_BY -> "passes by ";
        };
        String own = step.route().matchers().isEmpty()
                ? "{} (root)"
                : MatcherText.of(step.route().matchers());
        return indent + mark + own + ", line " + step.route().line() + ": " + step.why();
    }

    private static String how(Routing routing, Route route, Labels alert) {
        List<String> muted = routing.mutedBy(route, Instant.now());
        return "group " + route.group(alert)
                + ", after " + DurationText.of(route.groupWait())
                + ", news every " + DurationText.of(route.groupInterval())
                + ", again after " + DurationText.of(route.repeatInterval())
                + (Receiver.isOnCall(route.receiver()) ? ", and it calls whoever is on call" : "")
                + (muted.isEmpty() ? "" : "; muted now by " + String.join(", ", muted));
    }
}
