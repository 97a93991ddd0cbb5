package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.Check;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.model.Labels;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs modules as a {@code blackbox.yml} writes them, against real sockets. */
final class ProbeBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    final Prober prober;
    private final Path folder;

    ProbeBench(Path folder) {
        this(folder, Clock.systemUTC());
    }

    ProbeBench(Path folder, InstantSource clock) {
        this.folder = folder;
        this.prober = new Prober(vertx, clock, System::nanoTime, workers, new Random(7));
    }

    /** What {@code blackbox.yml} says, given the module {@code m}'s lines. */
    ProbeSettings settings(String... module) throws IOException {
        Files.writeString(folder.resolve(ProbeFiles.MODULES), "modules:\n  m:\n    " + String.join("\n    ", module));
        return ProbeFiles.read(folder);
    }

    ProbeOutcome run(String target, String... module) throws IOException {
        return run(target, PATIENCE, module);
    }

    ProbeOutcome run(String target, Duration timeout, String... module) throws IOException {
        return prober.probe(check(module), target, Optional.empty(), 0, timeout);
    }

    Check check(String... module) throws IOException {
        return Objects.requireNonNull(settings(module).modules().get("m")).check();
    }

    static double value(ProbeOutcome of, String metric, String... labels) {
        Labels.Builder series = Labels.builder().set(Labels.METRIC_NAME, metric);
        for (int i = 0; i < labels.length; i += 2) {
            series.set(labels[i], labels[i + 1]);
        }
        Double value = of.values().get(series.build());
        if (value == null) {
            throw new AssertionError("no " + series.build() + " among " + of.values() + ": " + of.log());
        }
        return value;
    }

    static boolean has(ProbeOutcome of, String metric) {
        return of.values().keySet().stream()
                .anyMatch(labels -> labels.metricName().equals(metric));
    }

    @Override
    public void close() {
        prober.close();
        workers.close();
        vertx.close().await();
    }
}
