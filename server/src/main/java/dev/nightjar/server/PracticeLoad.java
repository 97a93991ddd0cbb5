package dev.nightjar.server;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xerial.snappy.Snappy;

/**
 * Metrics of some hosts as Prometheus would send them: remote write 1.0, one sample of each series a request. Values
 * are of the kinds that real series have, so that each way through the store is walked: counters, decimals, constants,
 * full doubles, histograms' buckets.
 */
final class PracticeLoad {
    static final int STEP_MILLIS = 10_000;

    private static final List<String> MODES = List.of("user", "system", "idle", "iowait", "nice");
    private static final List<String> BOUNDS = List.of("0.01", "0.05", "0.1", "0.5", "1", "+Inf");

    /** One series: its labels as they go over the wire, what its values do, and its present value. */
    private static final class Series {
        private final byte[] labels;
        private final Kind kind;
        private double value;

        Series(byte[] labels, Kind kind, double value) {
            this.labels = labels;
            this.kind = kind;
            this.value = value;
        }
    }

    private enum Kind {
        COUNTER,
        DECIMAL,
        CONSTANT,
        FULL_DOUBLE
    }

    private final Random random = new Random(7);
    private final List<Series> series = new ArrayList<>();

    /** Hosts with the numbers from {@code firstHost} on. */
    PracticeLoad(int firstHost, int hosts) {
        for (int host = firstHost; host < firstHost + hosts; host++) {
            for (String mode : MODES) {
                add(host, Kind.COUNTER, "practice_cpu_seconds_total", "mode", mode);
                add(host, Kind.DECIMAL, "practice_cpu_usage", "mode", mode);
            }
            for (String bound : BOUNDS) {
                add(host, Kind.COUNTER, "practice_duration_seconds_bucket", "le", bound);
            }
            add(host, Kind.FULL_DOUBLE, "practice_duration_seconds_sum", "handler", "/");
            add(host, Kind.CONSTANT, "practice_memory_total_bytes", "node", "0");
            add(host, Kind.CONSTANT, "practice_info", "kernel", "6.1");
            add(host, Kind.DECIMAL, "practice_temperature_celsius", "sensor", "cpu");
        }
    }

    private void add(int host, Kind kind, String metric, String name, String value) {
        Labels labels = Labels.of(
                "__name__",
                metric,
                "hostname",
                "host_" + host,
                "region",
                "region-" + host % 5,
                "datacenter",
                "region-" + host % 5 + "-" + host % 3,
                "rack",
                "" + host % 50,
                "service",
                "service-" + host % 7,
                "service_environment",
                host % 2 == 0 ? "production" : "staging",
                name,
                value);
        series.add(new Series(LabelBytes.encode(labels), kind, random.nextInt(1000)));
    }

    /** The body of a request with the next sample of every series. */
    byte[] next(long timeMillis) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        byte[] sample = new byte[32];
        for (Series one : series) {
            step(one);
            int length = sample(sample, timeMillis, one.value);
            request.write(1 << 3 | 2);
            varint(request, one.labels.length + length);
            request.write(one.labels);
            request.write(sample, 0, length);
        }
        return Snappy.compress(request.toByteArray());
    }

    private void step(Series one) {
        one.value = switch (one.kind) {
            case COUNTER -> one.value + random.nextInt(200);
            case DECIMAL -> Math.round(100 * Math.abs(one.value % 100 + random.nextGaussian())) / 100.0;
            case CONSTANT -> one.value;
            case FULL_DOUBLE -> one.value + random.nextDouble();
        };
    }

    /** Field 2 of a time series: 1 the value, 2 the time. */
    private static int sample(byte[] to, long timeMillis, double value) {
        ByteBuffer at = ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN);
        at.put((byte) (2 << 3 | 2)).put((byte) 0);
        at.put((byte) (1 << 3 | 1)).putDouble(value);
        at.put((byte) (2 << 3));
        long rest = timeMillis;
        while (rest >= 0x80) {
            at.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        at.put((byte) rest);
        to[1] = (byte) (at.position() - 2);
        return at.position();
    }

    private static void varint(ByteArrayOutputStream to, int value) {
        int rest = value;
        while (rest >= 0x80) {
            to.write(rest | 0x80);
            rest >>>= 7;
        }
        to.write(rest);
    }
}
