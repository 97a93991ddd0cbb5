package dev.nightjar.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.LongSupplier;

/** The client's account of itself, sent like any other metric. */
final class ClientMeters {
    private ClientMeters() {}

    static void register(
            MeterRegistry registry, String version, Map<String, ShippingLane> lanes, LongSupplier droppedLines) {
        if (!version.isEmpty()) {
            Gauge.builder("app.info", () -> 1).tag("version", version).register(registry);
        }
        lanes.forEach((kind, lane) -> {
            boolean lines = kind.equals("logs");
            FunctionCounter.builder(
                            "nightjar.client.delivered", lane, l -> l.counts().delivered())
                    .tag("kind", kind)
                    .register(registry);
            FunctionCounter.builder(
                            "nightjar.client.refused", lane, l -> l.counts().refused())
                    .tag("kind", kind)
                    .register(registry);
            FunctionCounter.builder(
                            "nightjar.client.retries", lane, l -> l.counts().retries())
                    .tag("kind", kind)
                    .register(registry);
            FunctionCounter.builder(
                            "nightjar.client.dropped",
                            lane,
                            l -> l.counts().dropped() + (lines ? droppedLines.getAsLong() : 0))
                    .tag("kind", kind)
                    .register(registry);
        });
    }
}
