package dev.nightjar.demo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance's request meters, as an instrumented HTTP server has them. */
final class Requests {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
                Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
                Duration.ofSeconds(5)
    };

    private final MeterRegistry meters;
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Timer> timers = new HashMap<>();

    Requests(MeterRegistry meters) {
        this.meters = meters;
    }

    void served(ServiceSpec.Route route, String version, int code, double seconds) {
        counters.computeIfAbsent(
                        route.path() + ' ' + version + ' ' + code,
                        key -> Counter.builder("http.requests")
                                .tag("method", route.method())
                                .tag("route", route.path())
                                .tag("version", version)
                                .tag("code", Integer.toString(code))
                                .register(meters))
                .increment();
        timers.computeIfAbsent(
                        route.path(),
                        key -> Timer.builder("http.request.duration")
                                .tag("route", route.path())
                                .serviceLevelObjectives(BUCKETS)
                                .register(meters))
                .record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }

    void called(String peer, boolean failed, double seconds) {
        String code = failed ? "error" : "ok";
        counters.computeIfAbsent(
                        peer + ' ' + code,
                        key -> Counter.builder("rpc.client.requests")
                                .tag("peer", peer)
                                .tag("code", code)
                                .register(meters))
                .increment();
        timers.computeIfAbsent(
                        "rpc " + peer,
                        key -> Timer.builder("rpc.client.duration")
                                .tag("peer", peer)
                                .serviceLevelObjectives(BUCKETS)
                                .register(meters))
                .record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }
}
