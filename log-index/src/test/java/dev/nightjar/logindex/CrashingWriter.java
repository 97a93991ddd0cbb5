package dev.nightjar.logindex;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A process that appends batches from a given number on and prints each number once it is accepted. To be killed. */
final class CrashingWriter {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    static final int LINES = 40;
    static final LogIndexConfig CONFIG =
            LogIndexConfig.DEFAULTS.withBlockBytes(2048).withWal(16 << 10, 64 << 10);

    private CrashingWriter() {}

    public static void main(String[] arguments) throws IOException {
        AtomicLong millis = new AtomicLong(START.toEpochMilli());
        LogIndex index =
                LogIndex.open(Path.of(arguments[0]), CONFIG, () -> Instant.ofEpochMilli(millis.addAndGet(100)));
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    index.housekeep();
                }
            } catch (IOException e) {
                System.err.println(e);
            }
        });
        for (int number = Integer.parseInt(arguments[1]); ; number++) {
            IngestResult result = index.append(batch(number));
            if (result instanceof IngestResult.Accepted) {
                System.out.println(number);
                System.out.flush();
            } else {
                number--;
            }
        }
    }

    static String line(int batch, int stream, int line) {
        return "batch " + batch + " stream " + stream + " line " + line + " " + "x".repeat(batch % 23);
    }

    static LogBatch batch(int number) {
        List<LogBatch.Stream> streams = new ArrayList<>();
        for (int stream = 0; stream < 3; stream++) {
            LogBatch.StreamBuilder builder = LogBatch.stream(Labels.of("app", "a" + stream));
            for (int line = 0; line < LINES; line++) {
                long time = START.getEpochSecond() * 1_000_000_000L + number * 1_000_000L + line / 2;
                builder.line(time, line(number, stream, line).getBytes(StandardCharsets.UTF_8));
            }
            streams.add(builder.build());
        }
        return new LogBatch(streams);
    }
}
