package dev.nightjar.bench.ingest;

import java.net.URI;
import java.util.Random;

/**
 * Sends native histograms by remote write 1.0, the same ones each time: latencies of services, schema 3, a scrape every
 * 15 s with a few dozen new observations, so some 40 buckets in use. Arguments: URL, series, samples a series. The last
 * sample lies a minute ago.
 */
public final class HistogramWriteLoad {
    private static final int BUCKETS = 160;
    private static final int SERIES_A_REQUEST = 500;
    private static final long STEP_MILLIS = 15_000;

    private final long[][] counts;
    private final double[] sums;
    private final Random random = new Random(1);

    private HistogramWriteLoad(int series) {
        counts = new long[series][BUCKETS];
        sums = new double[series];
    }

    public static void main(String[] arguments) throws Exception {
        URI url = URI.create(arguments[0]);
        int series = Integer.parseInt(arguments[1]);
        int samples = Integer.parseInt(arguments[2]);
        HistogramWriteLoad load = new HistogramWriteLoad(series);
        long first = System.currentTimeMillis() - 60_000 - samples * STEP_MILLIS;
        long bytes = 0;
        long sending = 0;
        try (RemoteWriteClient client = new RemoteWriteClient()) {
            for (int step = 0; step < samples; step++) {
                for (int from = 0; from < series; from += SERIES_A_REQUEST) {
                    byte[] body = Protobuf.snappy(
                            load.request(from, Math.min(series, from + SERIES_A_REQUEST), first + step * STEP_MILLIS));
                    long start = System.nanoTime();
                    client.send(url, body);
                    sending += System.nanoTime() - start;
                    bytes += body.length;
                }
            }
        }
        long total = (long) series * samples;
        System.out.printf(
                "%d histograms, %d bytes each on the wire, %d ns each until the answer%n",
                total, bytes / total, sending / total);
    }

    private byte[] request(int from, int to, long timeMillis) {
        Protobuf request = new Protobuf();
        for (int s = from; s < to; s++) {
            observe(s);
            Protobuf one = new Protobuf()
                    .label(1, "__name__", "request_seconds")
                    .label(1, "instance", "10.0." + s / 250 + "." + s % 250 + ":8080")
                    .label(1, "route", "/api/v1/items/" + s % 40)
                    .message(4, histogram(s, timeMillis));
            request.message(1, one.bytes());
        }
        return request.bytes();
    }

    /** Lognormal, each series with a median of its own. */
    private void observe(int series) {
        int observations = 10 + random.nextInt(60);
        for (int i = 0; i < observations; i++) {
            double seconds = (0.01 + series % 17 * 0.01) * Math.exp(0.6 * random.nextGaussian());
            int bucket = (int) Math.ceil(Math.log(seconds) / Math.log(2) * 8);
            counts[series][Math.clamp(bucket + 120L, 0, BUCKETS - 1)]++;
            sums[series] += seconds;
        }
    }

    private byte[] histogram(int series, long timeMillis) {
        long[] of = counts[series];
        int low = 0;
        while (of[low] == 0) {
            low++;
        }
        int high = BUCKETS - 1;
        while (of[high] == 0) {
            high--;
        }
        long[] deltas = new long[high - low + 1];
        long total = 0;
        for (int i = low; i <= high; i++) {
            deltas[i - low] = of[i] - (i == low ? 0 : of[i - 1]);
            total += of[i];
        }
        byte[] span =
                new Protobuf().signed(1, low - 120).varint(2, deltas.length).bytes();
        return new Protobuf()
                .varint(1, total)
                .number(3, sums[series])
                .signed(4, 3)
                .number(5, 2.938735877055719e-39)
                .varint(6, 0)
                .message(11, span)
                .packedSigned(12, deltas)
                .varint(15, timeMillis)
                .bytes();
    }
}
