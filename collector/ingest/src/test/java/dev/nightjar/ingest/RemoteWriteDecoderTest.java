package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import org.junit.jupiter.api.Test;

class RemoteWriteDecoderTest {
    private static SampleBatch decode(ProtoBytes request) throws MalformedException {
        byte[] body = request.toBytes();
        return RemoteWriteDecoder.exact(body, body.length).decode().batch();
    }

    private static Labels labels(SampleBatch batch, int series) throws LabelBytes.InvalidLabelsException {
        return LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series));
    }

    @Test
    void labels_point_into_the_body_and_samples_come_in_columns() throws Exception {
        ProtoBytes series = new ProtoBytes()
                .message(1, ProtoBytes.label("__name__", "up"))
                .message(1, ProtoBytes.label("job", "node"))
                .message(2, ProtoBytes.sample(1000, 1.5))
                .message(2, ProtoBytes.sample(-2000, StaleMarker.VALUE));
        byte[] body = new ProtoBytes()
                .message(1, series)
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("__name__", "down"))
                                .message(2, ProtoBytes.sample(3, 0)))
                .toBytes();

        SampleBatch batch = RemoteWriteDecoder.exact(body, body.length).decode().batch();

        assertThat(batch.bytes()).isSameAs(body);
        assertThat(batch.seriesCount()).isEqualTo(2);
        assertThat((Object) labels(batch, 0)).isEqualTo(Labels.of("__name__", "up", "job", "node"));
        assertThat((Object) labels(batch, 1)).isEqualTo(Labels.of("__name__", "down"));
        assertThat(batch.firstSample(0)).isZero();
        assertThat(batch.endSample(0)).isEqualTo(2);
        assertThat(batch.endSample(1)).isEqualTo(3);
        assertThat(batch.timestampMillis(1)).isEqualTo(-2000);
        assertThat(batch.valueBits(0)).isEqualTo(Double.doubleToRawLongBits(1.5));
        assertThat(batch.valueBits(1)).isEqualTo(StaleMarker.BITS);
    }

    @Test
    void labels_scattered_among_samples_are_gathered() throws Exception {
        SampleBatch batch = decode(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(2, ProtoBytes.sample(1, 1))
                                .message(1, ProtoBytes.label("b", "2"))
                                .message(2, ProtoBytes.sample(2, 2))
                                .message(1, ProtoBytes.label("c", "3"))));

        assertThat((Object) labels(batch, 0)).isEqualTo(Labels.of("a", "1", "b", "2", "c", "3"));
        assertThat(batch.sampleCount()).isEqualTo(2);
    }

    @Test
    void columns_grow_with_the_body() throws Exception {
        ProtoBytes request = new ProtoBytes();
        for (int series = 0; series < 100; series++) {
            ProtoBytes one = new ProtoBytes().message(1, ProtoBytes.label("n", "" + series));
            for (int i = 0; i < 7; i++) {
                one.message(2, ProtoBytes.sample(series * 100L + i, i));
            }
            request.message(1, one);
        }

        SampleBatch batch = decode(request);

        assertThat(batch.seriesCount()).isEqualTo(100);
        assertThat(batch.sampleCount()).isEqualTo(700);
        assertThat((Object) labels(batch, 99)).isEqualTo(Labels.of("n", "99"));
        assertThat(batch.timestampMillis(699)).isEqualTo(9906);
    }

    @Test
    void metadata_and_exemplars_come_along_and_unknown_fields_are_ignored() throws Exception {
        ProtoBytes exemplar = new ProtoBytes()
                .message(1, ProtoBytes.label("trace_id", "größe"))
                .fixed64(2, Double.doubleToRawLongBits(0.25))
                .varint(3, 77);
        ProtoBytes tooLong = new ProtoBytes().message(1, ProtoBytes.label("trace_id", "ä".repeat(121)));
        byte[] body = new ProtoBytes()
                .message(
                        3,
                        new ProtoBytes()
                                .varint(1, 3)
                                .text(2, "latency")
                                .text(4, "How long.")
                                .text(5, "seconds"))
                .message(3, new ProtoBytes().varint(1, 99).text(2, "odd"))
                .text(99, "from the future")
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(3, exemplar)
                                .message(3, tooLong)
                                .fixed64(77, 5))
                .toBytes();

        BatchColumns columns = RemoteWriteDecoder.exact(body, body.length).decode();

        SampleBatch batch = columns.batch();
        assertThat((Object) labels(batch, 0)).isEqualTo(Labels.of("a", "1"));
        assertThat(batch.sampleCount()).isZero();
        assertThat(batch.attachments().exemplars())
                .containsExactly(
                        new SampleAttachments.OfSeries(0, new Exemplar(Labels.of("trace_id", "größe"), 0.25, 77)));
        assertThat(batch.attachments().metadata())
                .containsExactly(
                        new MetricMetadata("latency", MetricMetadata.Type.HISTOGRAM, "How long.", "seconds"),
                        new MetricMetadata("odd", MetricMetadata.Type.UNKNOWN, "", ""));
        assertThat(columns.attached()).isEqualTo(new Attached(0, 1, 1, 2));
    }

    @Test
    void native_histograms_are_samples() throws Exception {
        ProtoBytes stale = new ProtoBytes().fixed64(3, StaleMarker.BITS).varint(15, 3000);
        SampleBatch batch = decode(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(4, HistogramBytes.whole(1000))
                                .message(4, stale)));

        assertThat(batch.sampleCount()).isEqualTo(2);
        assertThat(batch.timestampMillis(0)).isEqualTo(1000);
        assertThat(batch.attachments().histogram(0)).isEqualTo(HistogramBytes.WHOLE);
        assertThat(batch.attachments().histogram(1)).isNull();
        assertThat(batch.valueBits(1)).isEqualTo(StaleMarker.BITS);
    }

    @Test
    void samples_need_labels() throws Exception {
        byte[] body = new ProtoBytes()
                .message(1, new ProtoBytes().message(2, ProtoBytes.sample(1, 1)))
                .message(
                        1,
                        new ProtoBytes().message(1, ProtoBytes.label("a", "1")).message(2, ProtoBytes.sample(2, 2)))
                .toBytes();

        BatchColumns columns = RemoteWriteDecoder.exact(body, body.length).decode();

        assertThat(columns.refused())
                .containsExactly(new Rejection(
                        "invalid_label",
                        "1 time series have no labels to go by; the first: the time series at byte 2 has samples but no"
                                + " labels",
                        1));
        assertThat(columns.batch().seriesCount()).isEqualTo(1);
        assertThat(columns.batch().timestampMillis(0)).isEqualTo(2);
    }

    @Test
    void an_exemplar_with_a_nameless_label_is_refused_alone() throws Exception {
        byte[] body = new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(3, new ProtoBytes().message(1, ProtoBytes.label("", "x")))
                                .message(2, ProtoBytes.sample(1, 1)))
                .toBytes();

        BatchColumns columns = RemoteWriteDecoder.exact(body, body.length).decode();

        assertThat(columns.batch().sampleCount()).isEqualTo(1);
        assertThat(columns.refused())
                .containsExactly(new Rejection(
                        "invalid_exemplar",
                        "1 exemplars make no sense; the first: the exemplar at byte 12 has a label without a name",
                        1));
    }

    @Test
    void every_truncation_says_where() {
        byte[] whole = ProtoBytes.writeRequest("up", 1_700_000_000_000L, 1).toBytes();
        for (int length = 1; length < whole.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> RemoteWriteDecoder.exact(whole, cut).decode())
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("at byte ");
        }
    }
}
