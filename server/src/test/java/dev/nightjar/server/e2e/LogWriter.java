package dev.nightjar.server.e2e;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A client that pushes numbered batches of lines into its own stream, one after the other, and sends a batch again until
 * it was acknowledged, also across restarts of the server. Times lie out of order within a batch.
 */
final class LogWriter {
    static final int LINES = 50;

    private final String name;
    private final long baseMillis;
    private int batch;

    LogWriter(String name, long baseMillis) {
        this.name = name;
        this.baseMillis = baseMillis;
    }

    String name() {
        return name;
    }

    /** Batches acknowledged, all below this number. */
    int acknowledged() {
        return batch;
    }

    static String line(String writer, int batch, int line) {
        return "writer " + writer + " batch " + batch + " line " + line + " took " + (batch * 31 + line) % 977 + " ms";
    }

    /** Pushes as fast as the server takes it; the thread ends when the server is gone. */
    Thread against(URI origin) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (push(origin)) {
                    batch++;
                }
            } catch (IOException e) {
                // killed: the batch is sent again to the next
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Pushes one batch; true where it was acknowledged. */
    boolean push(URI origin) throws IOException, InterruptedException {
        StringBuilder values = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            long time = (baseMillis + batch) * 1_000_000L + (line * 7L) % LINES;
            values.append(line == 0 ? "" : ",").append("[\"%d\",\"%s\"]".formatted(time, line(name, batch, line)));
        }
        Http.Answer answer = Http.post(
                origin.resolve("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{\"job\":\"killed\",\"writer\":\"" + name + "\"},\"values\":[" + values
                        + "]}]}");
        if (answer.status() != 204 && !List.of(429, 503).contains(answer.status())) {
            throw new IOException(answer.toString());
        }
        return answer.status() == 204;
    }
}
