package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleSink;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways OpenTelemetry's senders may come: over HTTP under the usual paths, and over gRPC. */
public final class Otlp {
    private Otlp() {}

    /** Protocols by path, for {@link dev.nightjar.ingest.IngestRoutes}. */
    public static Map<String, IngestProtocol> protocols(
            SampleSink samples, LogSink logs, IngestLimits limits, OtlpSettings settings, InstantSource clock) {
        Map<String, IngestProtocol> protocols = new HashMap<>();
        add(
                protocols,
                new MetricsSignal(samples, limits, settings),
                limits,
                "opentelemetry.proto.collector.metrics.v1.MetricsService",
                List.of("/v1/metrics", "/api/v1/otlp/v1/metrics"));
        add(
                protocols,
                new LogsSignal(logs, limits, clock),
                limits,
                "opentelemetry.proto.collector.logs.v1.LogsService",
                List.of("/v1/logs", "/otlp/v1/logs"));
        add(
                protocols,
                new SpansSignal(logs, limits),
                limits,
                "opentelemetry.proto.collector.trace.v1.TraceService",
                List.of("/v1/traces"));
        return Map.copyOf(protocols);
    }

    private static void add(
            Map<String, IngestProtocol> to, Signal signal, IngestLimits limits, String service, List<String> paths) {
        for (String path : paths) {
            to.put(path, new HttpProtocol(signal, limits));
        }
        to.put("/" + service + "/Export", new GrpcProtocol(signal, limits));
    }
}
