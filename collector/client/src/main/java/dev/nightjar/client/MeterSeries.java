package dev.nightjar.client;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The series of one meter: their labels, encoded once, and how their values are read, all at one moment. */
final class MeterSeries {
    /** Among the series of a distribution; before it: its count, sum and maximum. */
    private static final int FIRST_BUCKET = 3;

    /** Fills in one value a series, in the order of the labels. */
    private interface Reading {
        void into(double[] values);
    }

    private final List<byte[]> labels;
    private final Reading reading;
    private final double[] values;
    private List<MetricMetadata> families = List.of();
    private @Nullable ExemplarSlots exemplars;

    private MeterSeries(List<byte[]> labels, Reading reading) {
        this.labels = labels;
        this.reading = reading;
        this.values = new double[labels.size()];
    }

    static MeterSeries of(Meter meter, NamingConvention naming) {
        MeterSeries series = undescribed(meter, naming);
        series.families = MeterFamilies.of(meter, naming);
        series.exemplars = meter instanceof Exemplified traced ? traced.exemplars() : null;
        return series;
    }

    /** What the metrics are that it has series of. */
    List<MetricMetadata> families() {
        return families;
    }

    private static MeterSeries undescribed(Meter meter, NamingConvention naming) {
        Namer name = new Namer(meter.getId(), naming);
        return meter.match(
                gauge -> gauge(gauge, name),
                counter -> new MeterSeries(name.one(), to -> to[0] = counter.count()),
                timer -> timer(timer, name),
                summary -> summary(summary, name),
                timer -> new MeterSeries(name.suffixed("_active_count", "_sum", "_max"), to -> {
                    to[0] = timer.activeTasks();
                    to[1] = timer.duration(TimeUnit.SECONDS);
                    to[2] = timer.max(TimeUnit.SECONDS);
                }),
                gauge -> gauge(gauge, name),
                counter -> new MeterSeries(name.one(), to -> to[0] = counter.count()),
                timer -> new MeterSeries(name.suffixed("_count", "_sum"), to -> {
                    to[0] = timer.count();
                    to[1] = timer.totalTime(TimeUnit.SECONDS);
                }),
                other -> measurements(other, name));
    }

    private static MeterSeries gauge(Gauge gauge, Namer name) {
        return new MeterSeries(name.one(), to -> to[0] = gauge.value());
    }

    private static MeterSeries timer(Timer timer, Namer name) {
        HistogramSnapshot shape = timer.takeSnapshot();
        List<byte[]> labels = name.suffixed("_count", "_sum", "_max");
        name.buckets(shape, 1e9, labels);
        name.quantiles(shape, labels);
        return new MeterSeries(labels, to -> {
            HistogramSnapshot now = timer.takeSnapshot();
            // the count is read after the buckets and observations count before they fall into one: never too small
            distribution(timer.count(), timer.totalTime(TimeUnit.SECONDS), timer.max(TimeUnit.SECONDS), now, to);
            int quantile = to.length - now.percentileValues().length;
            for (ValueAtPercentile value : now.percentileValues()) {
                to[quantile++] = value.value(TimeUnit.SECONDS);
            }
        });
    }

    private static MeterSeries summary(DistributionSummary summary, Namer name) {
        HistogramSnapshot shape = summary.takeSnapshot();
        List<byte[]> labels = name.suffixed("_count", "_sum", "_max");
        name.buckets(shape, 1, labels);
        name.quantiles(shape, labels);
        return new MeterSeries(labels, to -> {
            HistogramSnapshot now = summary.takeSnapshot();
            distribution(summary.count(), summary.totalAmount(), summary.max(), now, to);
            int quantile = to.length - now.percentileValues().length;
            for (ValueAtPercentile value : now.percentileValues()) {
                to[quantile++] = value.value();
            }
        });
    }

    private static void distribution(long count, double sum, double max, HistogramSnapshot buckets, double[] to) {
        to[0] = count;
        to[1] = sum;
        to[2] = max;
        CountAtBucket[] counts = buckets.histogramCounts();
        if (counts.length > 0) {
            int at = FIRST_BUCKET;
            for (CountAtBucket bucket : counts) {
                to[at++] = bucket.count();
            }
            to[at] = count;
        }
    }

    private static MeterSeries measurements(Meter meter, Namer name) {
        List<byte[]> labels = new ArrayList<>();
        for (Measurement measurement : meter.measure()) {
            labels.add(name.named("", "statistic", measurement.getStatistic().getTagValueRepresentation()));
        }
        return new MeterSeries(labels, to -> {
            int at = 0;
            for (Measurement measurement : meter.measure()) {
                if (at < to.length) {
                    to[at++] = measurement.getValue();
                }
            }
        });
    }

    /** A value that is not a number is left out: it is how a gauge says that what it measured is gone. */
    synchronized void sampleInto(SampleBatch.Builder to, long timestampMillis) {
        reading.into(values);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                to.series(labels.get(i)).sample(timestampMillis, values[i]);
                exemplarInto(to, i);
            }
        }
    }

    private void exemplarInto(SampleBatch.Builder to, int series) {
        ExemplarSlots slots = exemplars;
        if (slots != null) {
            int slot = series - (slots.size() > 1 ? FIRST_BUCKET : 0);
            Exemplar exemplar = slot >= 0 && slot < slots.size() ? slots.untold(slot) : null;
            if (exemplar != null) {
                to.exemplar(exemplar);
            }
        }
    }

    void endInto(SampleBatch.Builder to, long timestampMillis) {
        for (byte[] each : labels) {
            to.series(each).sampleBits(timestampMillis, StaleMarker.BITS);
        }
    }

    /** Makes the labels of a meter's series. */
    private record Namer(Meter.Id id, NamingConvention naming) {
        byte[] named(String suffix, String label, String value) {
            Labels.Builder labels = Labels.builder();
            for (Tag tag : id.getTagsAsIterable()) {
                labels.set(naming.tagKey(tag.getKey()), naming.tagValue(tag.getValue()));
            }
            labels.set(Labels.METRIC_NAME, id.getConventionName(naming) + suffix);
            return LabelBytes.encode(labels.set(label, value).build());
        }

        List<byte[]> one() {
            return suffixed("");
        }

        List<byte[]> suffixed(String... suffixes) {
            List<byte[]> all = new ArrayList<>();
            for (String suffix : suffixes) {
                all.add(named(suffix, "", ""));
            }
            return all;
        }

        void buckets(HistogramSnapshot shape, double unit, List<byte[]> to) {
            for (CountAtBucket bucket : shape.histogramCounts()) {
                to.add(named("_bucket", "le", decimal(bucket.bucket() / unit)));
            }
            if (shape.histogramCounts().length > 0) {
                to.add(named("_bucket", "le", "+Inf"));
            }
        }

        void quantiles(HistogramSnapshot shape, List<byte[]> to) {
            for (ValueAtPercentile value : shape.percentileValues()) {
                to.add(named("", "quantile", decimal(value.percentile())));
            }
        }

        /** As Prometheus 3 writes bounds: never with an exponent, whole numbers with {@code .0}. */
        private static String decimal(double value) {
            String plain = new BigDecimal(Double.toString(value)).toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
    }
}
