package dev.nightjar.query.deviation;

import dev.nightjar.query.deviation.Signal.Direction;
import java.util.List;

/** The signals every service is compared in; a signal nobody reports is left out by itself. */
public final class Signals {
    private static final String DISK = "sum by (instance, device) (rate(node_disk_%s{$selector}[$window]))";

    /** Under the names that client libraries and node_exporter use. */
    public static final List<Signal> STANDARD = List.of(
            new Signal(
                    "errors",
                    "requests",
                    "Failed requests",
                    Quantity.RATIO,
                    "(sum by (instance) (rate(http_requests_total{$selector, code=~\"5..\"}[$window]))"
                            + " or 0 * sum by (instance) (rate(http_requests_total{$selector}[$window])))"
                            + " / sum by (instance) (rate(http_requests_total{$selector}[$window]))",
                    "",
                    Direction.HIGH,
                    0.01,
                    "fails %1$s of its requests, its peers %2$s"),
            new Signal(
                    "latency-p95",
                    "requests",
                    "Latency, 95th percentile",
                    Quantity.SECONDS,
                    "histogram_quantile(0.95, sum by (instance, le)"
                            + " (rate(http_request_duration_seconds_bucket{$selector}[$window])))",
                    "",
                    Direction.HIGH,
                    0.02,
                    "answers in %1$s (95th percentile), its peers in %2$s"),
            new Signal(
                    "request-rate",
                    "requests",
                    "Requests",
                    Quantity.PER_SECOND,
                    "sum by (instance) (rate(http_requests_total{$selector}[$window]))",
                    "",
                    Direction.LOW,
                    1,
                    "serves %1$s, its peers %2$s"),
            new Signal(
                    "disk-write-time",
                    "disk",
                    "Time of a disk write",
                    Quantity.SECONDS,
                    DISK.formatted("write_time_seconds_total") + " / " + DISK.formatted("writes_completed_total"),
                    "device",
                    Direction.HIGH,
                    0.005,
                    "writes to %3$s in %1$s, its peers in %2$s"),
            new Signal(
                    "disk-read-time",
                    "disk",
                    "Time of a disk read",
                    Quantity.SECONDS,
                    DISK.formatted("read_time_seconds_total") + " / " + DISK.formatted("reads_completed_total"),
                    "device",
                    Direction.HIGH,
                    0.005,
                    "reads from %3$s in %1$s, its peers in %2$s"),
            new Signal(
                    "cpu",
                    "cpu",
                    "CPU in use",
                    Quantity.RATIO,
                    "sum by (instance) (rate(node_cpu_seconds_total{$selector, mode!~\"idle|iowait\"}[$window]))"
                            + " / sum by (instance) (rate(node_cpu_seconds_total{$selector}[$window]))",
                    "",
                    Direction.HIGH,
                    0.1,
                    "uses %1$s of its CPU, its peers %2$s"),
            new Signal(
                    "iowait",
                    "cpu",
                    "CPU waiting for disks",
                    Quantity.RATIO,
                    "sum by (instance) (rate(node_cpu_seconds_total{$selector, mode=\"iowait\"}[$window]))"
                            + " / sum by (instance) (rate(node_cpu_seconds_total{$selector}[$window]))",
                    "",
                    Direction.HIGH,
                    0.1,
                    "waits for disks %1$s of the time, its peers %2$s"),
            new Signal(
                    "memory",
                    "memory",
                    "Memory of the process",
                    Quantity.BYTES,
                    "sum by (instance) (process_resident_memory_bytes{$selector})",
                    "",
                    Direction.HIGH,
                    64 << 20,
                    "uses %1$s of memory, its peers %2$s"),
            new Signal(
                    "memory-available",
                    "memory",
                    "Memory left on the host",
                    Quantity.BYTES,
                    "sum by (instance) (node_memory_MemAvailable_bytes{$selector})",
                    "",
                    Direction.LOW,
                    128 << 20,
                    "has %1$s of memory left on its host, its peers %2$s"),
            new Signal(
                    "filesystem",
                    "disk",
                    "Filesystem in use",
                    Quantity.RATIO,
                    "1 - sum by (instance, mountpoint) (node_filesystem_avail_bytes{$selector})"
                            + " / sum by (instance, mountpoint) (node_filesystem_size_bytes{$selector})",
                    "mountpoint",
                    Direction.HIGH,
                    0.1,
                    "has filled %3$s to %1$s, its peers to %2$s"),
            network("receive", "Network in", "receives %1$s on %3$s, its peers %2$s"),
            network("transmit", "Network out", "sends %1$s on %3$s, its peers %2$s"));

    private Signals() {}

    private static Signal network(String direction, String title, String phrase) {
        return new Signal(
                "network-" + direction,
                "network",
                title,
                Quantity.BYTES_PER_SECOND,
                "sum by (instance, device) (rate(node_network_" + direction + "_bytes_total{$selector}[$window]))",
                "device",
                Direction.HIGH,
                256 << 10,
                phrase);
    }
}
