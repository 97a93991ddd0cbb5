package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is stored of a body is what walking over it gives, whatever was guessed on the way. */
class GuessedLabelsTest {
    private static final long NOW = 1_795_000_000_000L;

    private final List<String> stored = new ArrayList<>();
    private int appends;
    private final RemoteWrite write = new RemoteWrite(this::append, IngestLimits.DEFAULTS);

    /** As a store does: nothing of a batch with labels that are none. */
    private IngestResult append(SampleBatch batch) {
        appends++;
        List<String> found;
        try {
            found = contents(batch);
        } catch (InvalidLabelsException e) {
            return new IngestResult.Rejected(
                    0, List.of(new Rejection("invalid_label", e.toString(), batch.sampleCount())));
        }
        stored.addAll(found);
        return new IngestResult.Accepted(batch.sampleCount());
    }

    private static List<String> contents(SampleBatch batch) throws InvalidLabelsException {
        List<String> found = new ArrayList<>();
        for (int s = 0; s < batch.seriesCount(); s++) {
            String labels = String.valueOf(LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s)));
            for (int i = batch.firstSample(s); i < batch.endSample(s); i++) {
                found.add(labels + " " + batch.timestampMillis(i) + " " + batch.valueBits(i));
            }
        }
        return found;
    }

    private Answer send(byte[] body) throws MalformedException {
        return write.store1(body.clone(), body.length);
    }

    @Test
    void any_body_is_stored_as_if_it_had_been_walked_over() throws Exception {
        Random random = new Random(7);
        int guessed = 0;
        int wrong = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] body = request(random, round % 3 == 0);
            List<String> expected = contents(
                    RemoteWriteDecoder.exact(body, body.length).decode().batch());
            stored.clear();
            appends = 0;

            assertThat(send(body).accepted()).isEqualTo(expected.size());
            assertThat(stored).isEqualTo(expected);
            RemoteWriteDecoder decoder = RemoteWriteDecoder.guessing(body, body.length);
            decoder.decode();
            guessed += decoder.guessed() ? 1 : 0;
            wrong += appends > 1 ? 1 : 0;
        }
        assertThat(guessed).isGreaterThan(1000);
        assertThat(wrong).as("guesses that were wrong").isBetween(50, 1000);
    }

    @Test
    void labels_that_are_none_are_refused_as_ever() throws Exception {
        ProtoBytes label = ProtoBytes.label("a", "1");
        ProtoBytes series = new ProtoBytes().message(1, label).message(1, label).message(2, ProtoBytes.sample(NOW, 1));
        Answer answer = send(new ProtoBytes().message(1, series).toBytes());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("duplicate label name \"a\"");
        assertThat(stored).isEmpty();
    }

    @Test
    void a_label_that_ends_like_a_sample_is_a_label() throws Exception {
        byte[] sample = new ProtoBytes().message(2, ProtoBytes.sample(NOW, 1)).toBytes();
        assertThat(sample).as("what is guessed from").hasSize(18);
        ProtoBytes series = new ProtoBytes()
                .message(2, ProtoBytes.sample(NOW, 2))
                .message(1, new ProtoBytes().text(1, "a").bytes(2, sample));
        byte[] body = new ProtoBytes().message(1, series).toBytes();

        Answer answer = send(body);
        assertThat(appends).isEqualTo(2);
        assertThat(answer.text()).contains("value of label \"a\" is not UTF-8");
    }

    private static byte[] request(Random random, boolean odd) {
        ProtoBytes request = new ProtoBytes();
        int count = 1 + random.nextInt(5);
        for (int s = 0; s < count; s++) {
            ProtoBytes series = new ProtoBytes();
            int labels = 1 + random.nextInt(4);
            for (int i = 0; i < labels; i++) {
                series.message(1, ProtoBytes.label("l" + i, "v" + random.nextInt(100)));
                if (odd && random.nextInt(10) == 0) {
                    series.message(2, ProtoBytes.sample(random.nextInt(1000), random.nextDouble()));
                }
            }
            int samples = random.nextInt(10) < 7 ? 1 : random.nextInt(4);
            for (int i = 0; i < samples; i++) {
                boolean old = odd && random.nextInt(8) == 0;
                series.message(2, ProtoBytes.sample(old ? random.nextInt(9) : NOW + i, random.nextDouble()));
            }
            if (odd && random.nextInt(8) == 0) {
                series.varint(9, random.nextInt(5));
            }
            request.message(1, series);
        }
        return request.toBytes();
    }
}
