package dev.nightjar.alerting.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an {@code alertmanager.yml} says.
 *
 * @param fromFile false where there is none, and all alerts go to whoever is on call
 * @param text of the file, with secrets taken out
 * @param resolveTimeout after which an alert is over whose sender says nothing more of it
 * @param templates files with templates of the user's
 */
public record Routing(
        boolean fromFile,
        String text,
        Duration resolveTimeout,
        RouteTree routes,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitions,
        Map<String, TimeInterval> intervals,
        List<Path> templates) {
    public Routing {
        receivers = Map.copyOf(receivers);
        inhibitions = List.copyOf(inhibitions);
        intervals = Map.copyOf(intervals);
        templates = List.copyOf(templates);
    }

    /** Without a file: everything goes to whoever is on call. */
    public static final Routing NONE = new Routing(
            false,
            "route:\n  receiver: nightjar\nreceivers:\n  - name: nightjar\n",
            Duration.ofMinutes(5),
            new RouteTree(new Route(
                    "{}",
                    "{}",
                    1,
                    List.of(),
                    Receiver.ON_CALL,
                    false,
                    List.of(),
                    false,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(4),
                    List.of(),
                    List.of(),
                    List.of())),
            Map.of(Receiver.ON_CALL, new Receiver(Receiver.ON_CALL, List.of())),
            List.of(),
            Map.of(),
            List.of());

    public Optional<Receiver> receiver(String name) {
        return Optional.ofNullable(receivers.get(name));
    }

    /** Names of the intervals because of which {@code route} tells of nothing at {@code now}. */
    public List<String> mutedBy(Route route, Instant now) {
        List<String> muting =
                route.mutedIn().stream().filter(name -> isIn(name, now)).toList();
        boolean active = route.activeIn().isEmpty() || route.activeIn().stream().anyMatch(name -> isIn(name, now));
        return muting.isEmpty() && !active ? route.activeIn() : muting;
    }

    private boolean isIn(String interval, Instant now) {
        TimeInterval found = intervals.get(interval);
        return found != null && found.contains(now);
    }
}
