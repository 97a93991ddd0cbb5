package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.query.QueryValue;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramJsonTest {
    private static final Labels LABELS = Labels.of("__name__", "latency");

    private final NativeHistogram exponential = new NativeHistogram(
            0,
            ResetHint.UNKNOWN,
            7,
            5.5,
            0.25,
            1,
            HistogramBuckets.of(new int[] {1, 3}, new double[] {2, 3}),
            HistogramBuckets.of(new int[] {0}, new double[] {1}));

    private static String json(QueryValue value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            new QueryValueJson(out).members(value);
            out.writeEndObject();
        }
        return text.toString();
    }

    @Test
    void a_sample_of_a_vector_has_its_buckets_in_order_of_their_values() throws IOException {
        QueryValue vector = new QueryValue.InstantVector(List.of(new QueryValue.Sample(LABELS, 1500, 0, exponential)));

        assertThat(json(vector))
                .isEqualTo(
                        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"latency\"},\"histogram\":"
                                + "[1.500,{\"count\":\"7\",\"sum\":\"5.5\",\"buckets\":[[1,\"-1\",\"-0.5\",\"1\"],"
                                + "[3,\"-0.25\",\"0.25\",\"1\"],[0,\"1\",\"2\",\"2\"],[0,\"4\",\"8\",\"3\"]]}]}]}");
    }

    @Test
    void bounds_of_its_own_reach_to_infinity() throws IOException {
        NativeHistogram custom = NativeHistogram.withBounds(
                new double[] {0.5}, ResetHint.UNKNOWN, 3, 2, HistogramBuckets.of(new int[] {0, 1}, new double[] {1, 2
                }));

        assertThat(json(new QueryValue.InstantVector(List.of(new QueryValue.Sample(LABELS, 0, 0, custom)))))
                .contains("\"buckets\":[[3,\"-Inf\",\"0.5\",\"1\"],[0,\"0.5\",\"+Inf\",\"2\"]]");
    }

    @Test
    void numbers_and_histograms_of_a_series_stand_apart() throws IOException {
        NativeHistogram empty =
                NativeHistogram.withBounds(new double[0], ResetHint.UNKNOWN, 0, 0, HistogramBuckets.NONE);
        QueryValue matrix = new QueryValue.RangeMatrix(List.of(
                new QueryValue.Series(LABELS, new long[] {1000}, new double[] {3}, new long[] {2000}, List.of(empty)),
                new QueryValue.Series(Labels.EMPTY, new long[0], new double[0], new long[] {3000}, List.of(empty))));

        assertThat(json(matrix))
                .isEqualTo("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"latency\"},\"values\":"
                        + "[[1,\"3\"]],\"histograms\":[[2,{\"count\":\"0\",\"sum\":\"0\"}]]},"
                        + "{\"metric\":{},\"histograms\":[[3,{\"count\":\"0\",\"sum\":\"0\"}]]}]}");
    }
}
