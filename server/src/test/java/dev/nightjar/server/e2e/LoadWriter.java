package dev.nightjar.server.e2e;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * One connection that writes numbered samples into its own series as fast as they are taken, and remembers which
 * batches were acknowledged. Sample {@code n} lies at {@code base + n} ms and has the value {@code 7 n}.
 */
final class LoadWriter extends Thread {
    static final int SERIES = 10;
    static final int SAMPLES = 10;
    static final String METRIC = "killed_total";

    private final URI origin;
    private final String name;
    private final long baseMillis;
    private final List<Integer> acknowledged = new ArrayList<>();
    private volatile boolean stopped;

    LoadWriter(URI origin, String name, long baseMillis) {
        super("writer-" + name);
        this.origin = origin;
        this.name = name;
        this.baseMillis = baseMillis;
    }

    /** First numbers of the batches that were acknowledged; for when the thread has ended. */
    List<Integer> acknowledged() {
        return acknowledged;
    }

    static double value(long number) {
        return 7.0 * number;
    }

    /** Lets the request that is under way end. */
    void finish() throws InterruptedException {
        stopped = true;
        join();
    }

    @Override
    public void run() {
        for (int first = 0; !stopped; first += SAMPLES) {
            try {
                int status = Http.post(
                                origin.resolve("/api/v1/write"),
                                "application/x-protobuf",
                                Snappy.compress(batch(first)),
                                "Content-Encoding",
                                "snappy")
                        .status();
                if (status == 204) {
                    acknowledged.add(first);
                }
            } catch (IOException e) {
                return; // killed
            } catch (InterruptedException e) {
                interrupt();
                return;
            }
        }
    }

    private byte[] batch(int first) {
        long[] times = new long[SAMPLES];
        double[] values = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = baseMillis + first + i;
            values[i] = value(first + i);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int series = 0; series < SERIES; series++) {
            Labels labels = Labels.of("__name__", METRIC, "series", String.valueOf(series), "writer", name);
            body.writeBytes(RemoteWriteBody.of(LabelBytes.encode(labels), times, values));
        }
        return body.toByteArray();
    }
}
