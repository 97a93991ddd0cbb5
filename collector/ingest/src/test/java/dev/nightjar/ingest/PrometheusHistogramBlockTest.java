package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.ingest.transfer.SampleFeed;
import dev.nightjar.ingest.transfer.SampleFeeds;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.testkit.RandomHistograms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Reads native histograms from blocks that a real Prometheus 3 has written; {@code TEST_PROMETHEUS_3} names it. */
class PrometheusHistogramBlockTest {
    private static final int SERIES = 12;
    private static final int SAMPLES = 150;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> sent = new TreeMap<>();

    @Test
    void native_histograms_of_every_kind_come_out_as_they_went_in() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus").isNotEmpty();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--web.enable-admin-api",
                        "--enable-feature=native-histograms")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        try {
            awaitReady(process, port);
            send(port);
            assertThat(post(port, "/api/v1/admin/tsdb/snapshot", new byte[0]).statusCode())
                    .isEqualTo(200);
        } finally {
            process.destroy();
            process.waitFor();
        }
        Path snapshot;
        try (Stream<Path> snapshots = Files.list(folder.resolve("data/snapshots"))) {
            snapshot = snapshots.findFirst().orElseThrow();
        }

        assertThat(read(snapshot)).isEqualTo(sent);
    }

    private void awaitReady(Process process, int port) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                URI ready = URI.create("http://127.0.0.1:" + port + "/-/ready");
                if (client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError(Files.readString(folder.resolve("prometheus.log")));
    }

    private HttpResponse<String> post(int port, String path, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void send(int port) throws Exception {
        Random random = new Random(8);
        RandomHistograms[] histograms = new RandomHistograms[SERIES];
        for (int s = 0; s < SERIES; s++) {
            histograms[s] = new RandomHistograms(random);
        }
        long first = System.currentTimeMillis() - SAMPLES * 15_000L;
        for (int i = 0; i < SAMPLES; i++) {
            ProtoBytes request = new ProtoBytes();
            for (int s = 0; s < SERIES; s++) {
                NativeHistogram next = counted(histograms[s].next());
                long time = first + 15_000L * i + (s % 3 == 0 ? random.nextInt(40) : 0);
                boolean stale = i % 70 == 69;
                String key = Labels.of("__name__", "h", "s", "" + s) + " " + time;
                sent.put(key, stale ? "stale" : next.toString());
                request.message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("__name__", "h"))
                                .message(1, ProtoBytes.label("s", "" + s))
                                .message(4, stale ? stale(time) : HistogramBytes.of(next, time)));
            }
            HttpResponse<String> answer = post(port, "/api/v1/write", Snappy.compress(request.toBytes()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        }
    }

    private static ProtoBytes stale(long time) {
        return new ProtoBytes().fixed64(3, StaleMarker.BITS).varint(15, time);
    }

    /** The same with a count that is that of its buckets, as Prometheus wants it, and without a hint, which it makes. */
    private static NativeHistogram counted(NativeHistogram of) {
        double count = of.zeroCount() + total(of.positive()) + total(of.negative());
        return of.hasCustomBounds()
                ? NativeHistogram.withBounds(of.customBounds(), ResetHint.UNKNOWN, count, of.sum(), of.positive())
                : new NativeHistogram(
                        of.schema(),
                        ResetHint.UNKNOWN,
                        count,
                        of.sum(),
                        of.zeroThreshold(),
                        of.zeroCount(),
                        of.positive(),
                        of.negative());
    }

    private static double total(HistogramBuckets buckets) {
        double total = 0;
        for (int i = 0; i < buckets.size(); i++) {
            total += buckets.count(i);
        }
        return total;
    }

    private static Map<String, String> read(Path source) throws Exception {
        Map<String, String> found = new TreeMap<>();
        SampleFeed.Taker taker = new SampleFeed.Taker() {
            @Override
            public void sample(Labels series, long time, double value) {
                found.put(series + " " + time, StaleMarker.is(value) ? "stale" : "a number");
            }

            @Override
            public void histogram(Labels series, long time, NativeHistogram histogram) {
                found.put(series + " " + time, counted(histogram).toString());
            }
        };
        try (SampleFeed feed = SampleFeeds.open(source)) {
            while (feed.step(taker)) {
                assertThat(feed.leftOut()).isEmpty();
            }
        }
        return found;
    }
}
