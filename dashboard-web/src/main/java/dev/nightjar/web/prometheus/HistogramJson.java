package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.histogram.Bucket;
import dev.nightjar.query.histogram.BucketList;
import java.io.IOException;
import java.util.List;

/**
 * Writes native histograms as the API has them: an object with {@code count}, {@code sum} and, unless all are empty,
 * {@code buckets}, each {@code [rule, "lower", "upper", "count"]} from the least value to the greatest. The rule says
 * which bounds are inside: 0 the upper, 1 the lower, 2 none, 3 both.
 */
final class HistogramJson {
    private final JsonGenerator out;

    HistogramJson(JsonGenerator out) {
        this.out = out;
    }

    /** A pair of the time and the histogram. */
    void point(long timeMillis, NativeHistogram histogram) throws IOException {
        out.writeStartArray();
        out.writeRawValue(QueryValueJson.seconds(timeMillis));
        out.writeStartObject();
        out.writeStringField("count", NumberText.sample(histogram.count()));
        out.writeStringField("sum", NumberText.sample(histogram.sum()));
        List<Bucket> buckets = BucketList.of(histogram);
        if (!buckets.isEmpty()) {
            out.writeArrayFieldStart("buckets");
            for (Bucket bucket : buckets) {
                bucket(bucket);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private void bucket(Bucket bucket) throws IOException {
        out.writeStartArray();
        out.writeNumber(rule(bucket));
        out.writeString(NumberText.sample(bucket.lower()));
        out.writeString(NumberText.sample(bucket.upper()));
        out.writeString(NumberText.sample(bucket.count()));
        out.writeEndArray();
    }

    private static int rule(Bucket bucket) {
        if (bucket.lowerInclusive()) {
            return bucket.upperInclusive() ? 3 : 1;
        }
        return bucket.upperInclusive() ? 0 : 2;
    }
}
