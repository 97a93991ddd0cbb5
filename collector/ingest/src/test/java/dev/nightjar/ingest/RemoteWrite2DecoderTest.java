package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RemoteWrite2DecoderTest {
    private static final String[] SYMBOLS = {
        "", "__name__", "latency_seconds_bucket", "le", "0.5", "How long.", "seconds", "trace_id", "a1", "größe"
    };

    private static ProtoBytes request(ProtoBytes... series) {
        ProtoBytes request = new ProtoBytes();
        for (String symbol : SYMBOLS) {
            request.text(4, symbol);
        }
        for (ProtoBytes one : series) {
            request.message(5, one);
        }
        return request;
    }

    private static ProtoBytes refs(long... refs) {
        return new ProtoBytes().bytes(1, new ProtoBytes().packed(refs).toBytes());
    }

    private static BatchColumns decode(ProtoBytes request) throws MalformedException {
        byte[] body = request.toBytes();
        return new RemoteWrite2Decoder(body, body.length).decode();
    }

    private static Labels labels(SampleBatch batch, int series) throws LabelBytes.InvalidLabelsException {
        return LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series));
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private static ProtoBytes everything() {
        return request(
                refs(1, 2, 3, 4)
                        .message(
                                2,
                                new ProtoBytes()
                                        .fixed64(1, bits(5))
                                        .varint(2, 1000)
                                        .varint(3, 400))
                        .message(2, new ProtoBytes().fixed64(1, bits(6)).varint(2, 2000))
                        .message(
                                4,
                                new ProtoBytes()
                                        .varint(1, 7)
                                        .varint(1, 8)
                                        .fixed64(2, bits(0.25))
                                        .varint(3, 1500))
                        .message(5, new ProtoBytes().varint(1, 3).varint(3, 5).varint(4, 6)),
                refs(1, 9)
                        .message(3, HistogramBytes.whole(3000).varint(17, 77))
                        .varint(6, 12345)
                        .message(5, new ProtoBytes()));
    }

    @Test
    void symbols_become_labels_and_everything_comes_along() throws Exception {
        BatchColumns columns = decode(everything());

        SampleBatch batch = columns.batch();
        SampleAttachments attachments = batch.attachments();
        assertThat((Object) labels(batch, 0)).isEqualTo(Labels.of("__name__", "latency_seconds_bucket", "le", "0.5"));
        assertThat((Object) labels(batch, 1)).isEqualTo(Labels.of("__name__", "größe"));
        assertThat(batch.sampleCount()).isEqualTo(3);
        assertThat(batch.valueBits(1)).isEqualTo(bits(6));
        assertThat(attachments.startMillis(0)).isEqualTo(400);
        assertThat(attachments.startMillis(1)).isZero();
        assertThat(attachments.startMillis(2)).isEqualTo(77);
        assertThat(attachments.histogram(2)).isEqualTo(HistogramBytes.WHOLE);
        assertThat(attachments.exemplars())
                .containsExactly(
                        new SampleAttachments.OfSeries(0, new Exemplar(Labels.of("trace_id", "a1"), 0.25, 1500)));
        assertThat(attachments.metadata())
                .containsExactly(
                        new MetricMetadata("latency_seconds", MetricMetadata.Type.HISTOGRAM, "How long.", "seconds"));
        assertThat(columns.attached()).isEqualTo(new Attached(1, 1, 0, 1));
    }

    @Test
    void symbols_may_come_behind_what_refers_to_them() throws Exception {
        ProtoBytes request = new ProtoBytes()
                .message(5, refs(0, 1).message(2, ProtoBytes.sample(1, 1)))
                .text(4, "__name__")
                .text(4, "up");

        assertThat((Object) labels(decode(request).batch(), 0)).isEqualTo(Labels.of("__name__", "up"));
    }

    private static String refusedOf(ProtoBytes request) throws MalformedException {
        return decode(request).refused().toString();
    }

    @Test
    void references_that_lead_nowhere_say_so() throws Exception {
        assertThat(refusedOf(request(refs(1, 10).message(2, ProtoBytes.sample(1, 1)))))
                .contains("has a reference to symbol 10, the request has 10 symbols");
        assertThat(refusedOf(request(refs(1, -1).message(2, ProtoBytes.sample(1, 1)))))
                .contains("has a reference to symbol 2147483647, the request has 10 symbols");
        assertThat(refusedOf(request(refs(1, 2, 3).message(2, ProtoBytes.sample(1, 1)))))
                .contains("has 3 references for labels, which come in pairs");
        assertThat(refusedOf(request(new ProtoBytes().message(2, ProtoBytes.sample(1, 1)))))
                .contains("has samples but no labels");
    }

    @Test
    void a_series_that_nobody_can_name_leaves_nothing_of_its_own_behind() throws Exception {
        ProtoBytes nameless = new ProtoBytes()
                .message(2, ProtoBytes.sample(5, 5).varint(3, 4))
                .message(3, HistogramBytes.whole(6).varint(17, 3))
                .message(4, new ProtoBytes().varint(1, 7).varint(1, 8).varint(3, 5))
                .message(5, new ProtoBytes().varint(1, 1).varint(3, 5));
        ProtoBytes named = refs(1, 9).message(2, ProtoBytes.sample(7, 7)).message(2, ProtoBytes.sample(8, 8));

        BatchColumns columns = decode(request(refs(1, 2).message(3, HistogramBytes.whole(1)), nameless, named));

        SampleBatch batch = columns.batch();
        assertThat(batch.seriesCount()).isEqualTo(2);
        assertThat((Object) labels(batch, 1)).isEqualTo(Labels.of("__name__", "größe"));
        assertThat(batch.sampleCount()).isEqualTo(3);
        assertThat(batch.firstSample(1)).isEqualTo(1);
        assertThat(batch.attachments().histogram(1)).isNull();
        assertThat(batch.attachments().histogram(2)).isNull();
        assertThat(batch.attachments().startMillis(1)).isZero();
        assertThat(columns.attached()).isEqualTo(new Attached(1, 0, 0, 0));
        assertThat(columns.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.code()).isEqualTo("invalid_label");
            assertThat(refused.message())
                    .startsWith("1 time series have no labels to go by; the first: the time series at byte ");
            assertThat(refused.items()).isEqualTo(2);
        });
    }

    @Test
    void an_exemplar_of_which_nothing_can_be_made_is_refused_alone() throws Exception {
        BatchColumns columns = decode(request(refs(1, 2)
                .message(2, ProtoBytes.sample(1, 1))
                .message(4, new ProtoBytes().varint(1, 7))
                .message(4, new ProtoBytes().varint(1, 0).varint(1, 8))
                .message(4, new ProtoBytes().varint(1, 7).varint(1, 8))));

        assertThat(columns.batch().sampleCount()).isEqualTo(1);
        assertThat(columns.attached().exemplars()).isEqualTo(1);
        assertThat(columns.refused().toString())
                .contains("2 exemplars make no sense; the first: the exemplar at byte ")
                .contains("has 1 references for labels, which come in pairs");
    }

    @Test
    void what_many_series_say_about_one_metric_is_said_once() throws Exception {
        ProtoBytes series = refs(1, 2, 3, 4)
                .message(2, ProtoBytes.sample(1, 1))
                .message(5, new ProtoBytes().varint(1, 3).varint(3, 5));

        assertThat(decode(request(series, series, series)).batch().attachments().metadata())
                .hasSize(1);
    }

    @Test
    void random_damage_is_refused_or_decodes_but_never_escapes() {
        Random random = new Random(10);
        byte[] whole = everything().toBytes();
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            try {
                assertThat(new RemoteWrite2Decoder(damaged, length)
                                .decode()
                                .batch()
                                .seriesCount())
                        .isLessThan(4);
                understood++;
            } catch (MalformedException e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
        assertThat(understood).isPositive();
    }
}
