package dev.nightjar.ingest.otlp;

import static dev.nightjar.ingest.otlp.Sent.attribute;
import static dev.nightjar.ingest.otlp.Sent.bounded;
import static dev.nightjar.ingest.otlp.Sent.exponential;
import static dev.nightjar.ingest.otlp.Sent.exponentialPoint;
import static dev.nightjar.ingest.otlp.Sent.gauge;
import static dev.nightjar.ingest.otlp.Sent.histogram;
import static dev.nightjar.ingest.otlp.Sent.nanos;
import static dev.nightjar.ingest.otlp.Sent.number;
import static dev.nightjar.ingest.otlp.Sent.request;
import static dev.nightjar.ingest.otlp.Sent.resource;
import static dev.nightjar.ingest.otlp.Sent.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoBytes;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real requests with bytes changed or cut off are taken or refused, and nothing else happens. */
class DamageTest {
    private static final int ROUNDS = 3000;

    private static final ProtoBytes RESOURCE = resource("service.name", "shop", "os.type", "linux");

    private static void damage(Signal signal, byte[] sound, long seed) {
        Random random = new Random(seed);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;
            try {
                signal.store(body, length);
                taken++;
            } catch (MalformedException e) {
                assertThat(e.text()).isNotBlank();
                refused++;
            }
        }
        assertThat(taken).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void metrics() {
        byte[] sound = request(
                        RESOURCE,
                        gauge("g", "By", number(1, 1, "a", "b")),
                        sum("d", 1, true, number(1, 2, 3)),
                        histogram("h", "s", 2, bounded(1, 2, new double[] {0.5, 1}, new long[] {1, 2, 3})),
                        exponential("e", 1, exponentialPoint(1, 3, 9, 1, -2, 1, 0, 4)))
                .toBytes();
        damage(new MetricsSignal(new InMemorySeriesStore(), IngestLimits.DEFAULTS, OtlpSettings.DEFAULTS), sound, 1);
    }

    @Test
    void logs() {
        byte[] sound = request(
                        RESOURCE,
                        new ProtoBytes()
                                .fixed64(1, nanos(1))
                                .varint(2, 9)
                                .message(
                                        5,
                                        new ProtoBytes().message(6, new ProtoBytes().message(1, attribute("a", "b"))))
                                .message(6, attribute("k", "v"))
                                .bytes(9, new byte[16]))
                .toBytes();
        damage(
                new LogsSignal(new InMemoryLogStore(), IngestLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH)),
                sound,
                2);
    }

    @Test
    void spans() {
        byte[] ids = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        byte[] sound = request(
                        RESOURCE,
                        new ProtoBytes()
                                .bytes(1, ids)
                                .bytes(2, java.util.Arrays.copyOf(ids, 8))
                                .text(5, "GET")
                                .message(9, attribute("k", "v"))
                                .message(11, new ProtoBytes().text(2, "event"))
                                .message(15, new ProtoBytes().varint(3, 1)))
                .toBytes();
        damage(new SpansSignal(new InMemoryLogStore(), IngestLimits.DEFAULTS), sound, 3);
    }
}
