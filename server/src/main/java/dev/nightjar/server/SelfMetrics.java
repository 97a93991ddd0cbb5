package dev.nightjar.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Nightjar's own numbers: what the modules count, and the JVM. */
final class SelfMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** Micrometer holds what counters are read from weakly only: collected, they would stand still for ever. */
    private final List<DoubleSupplier> counted = new ArrayList<>();

    private Supplier<String> more = () -> "";

    /** However many scrape: a slow disk holds up one of them, and no two render at a time. */
    private final MadeOnce<String> exposition = new MadeOnce<>(() -> registry.scrape() + more.get());

    SelfMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections();
        Gauge.builder("nightjar.build.info", () -> 1)
                .tag("version", Version.TEXT)
                .register(registry);
    }

    /**
     * Collections are counted when asked. Micrometer's own binder is told of each by the JVM, which costs a millisecond
     * a collection; under load there are twenty a second.
     */
    private void collections() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder(
                            "jvm.gc.pause",
                            collector,
                            GarbageCollectorMXBean::getCollectionCount,
                            GarbageCollectorMXBean::getCollectionTime,
                            TimeUnit.MILLISECONDS)
                    .tag("gc", collector.getName())
                    .description("Collections of garbage, and the time they took.")
                    .register(registry);
        }
    }

    SelfMetrics gauge(String name, String meaning, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(meaning)
                .strongReference(true)
                .register(registry);
        return this;
    }

    SelfMetrics counter(String name, String meaning, DoubleSupplier value) {
        counted.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(meaning)
                .register(registry);
        return this;
    }

    /** Lines in the text format that a module makes itself. */
    SelfMetrics and(Supplier<String> text) {
        Supplier<String> before = more;
        more = () -> before.get() + text.get();
        return this;
    }

    /** In Prometheus' text format. Blocks: some numbers wait for a store that is busy. */
    String expose() {
        return exposition.get();
    }

    @Override
    public void close() {
        registry.close();
    }
}
