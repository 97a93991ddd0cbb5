package dev.nightjar.agent;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of logs, a tailer of it, and who receives its lines. */
abstract class TailedFolder {
    static final Behaviour AWAY = new Behaviour.Answer(503, "", "");

    final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final HttpClient http = Transport.newHttpClient();
    TestingReceiver receiver;
    LogTailer tailer;
    Path logs;
    Path app;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws Exception {
        receiver = new TestingReceiver();
        logs = Files.createDirectory(folder.resolve("logs"));
        app = logs.resolve("app.log");
        tailer = tailerOf(LogFiles.of(logs.toString()));
    }

    @AfterEach
    void end() {
        tailer.close();
        receiver.close();
        http.shutdownNow();
    }

    /** As after kill -9: nothing of the old tailer is told that it ends. */
    final void restart() throws IOException {
        tail(logs);
    }

    final void tail(Path... folders) throws IOException {
        tail(Stream.of(folders).map(each -> LogFiles.of(each.toString())).toArray(LogFiles[]::new));
    }

    /** Another tailer, in place of the one before. */
    final void tail(LogFiles... files) throws IOException {
        tailer = tailerOf(files);
    }

    private LogTailer tailerOf(LogFiles... files) throws IOException {
        AgentConfig config = AgentConfig.of(receiver.uri(), folder.resolve("state"))
                .withInstance("web-7")
                .withLogFiles(List.of(files))
                .withRedaction(new RedactionRules(List.of(RedactionRules.BuiltIn.CARD), List.of(), ""))
                .withRetry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        Files.createDirectories(config.state());
        LogTailer made = new LogTailer(config, new Transport(http, receiver.uri(), "", clock), new SplittableRandom(5));
        made.open(clock.instant());
        return made;
    }

    static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Rounds until nothing is left to do, with time passing in between. */
    final void settle() {
        for (int i = 0; i < 12; i++) {
            while (tailer.step(clock.instant())) {
                // a backlog
            }
            clock.advance(Duration.ofSeconds(1));
        }
    }

    final List<String> texts() {
        return receiver.lines().stream().map(Line::text).toList();
    }

    /** What the agent says of itself. */
    final double reading(String name) throws Exception {
        MetricWriter to = new MetricWriter(Labels.of("instance", "web-7"), clock.instant());
        tailer.countsInto(to);
        return Readings.of(to.batch()).getOrDefault(name, Double.NaN);
    }

    /** A minute after {@code file} was written to. */
    static FileTime later(Path file) throws IOException {
        return FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(60));
    }

    /** As logrotate's {@code copytruncate}. */
    final Path copyAndEmpty(String copy) throws IOException {
        Path copied = Files.copy(app, logs.resolve(copy), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(app, "");
        return copied;
    }

    /** As logrotate does: the compressed file keeps the time of the one it is made of. */
    static Path compress(Path file) throws IOException {
        Path compressed = Path.of(file + ".gz");
        compressedCopy(file, compressed);
        Files.delete(file);
        return compressed;
    }

    static void compressedCopy(Path file, Path copy) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(copy))) {
            Files.copy(file, out);
        }
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
    }
}
