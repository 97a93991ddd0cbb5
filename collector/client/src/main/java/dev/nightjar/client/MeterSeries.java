package dev.nightjar.client;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
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

/** The series of one meter: their labels, encoded once, and how their values are read, all at one moment. */
final class MeterSeries {
    /** Fills in one value a series, in the order of the labels. */
    private interface Reading {
        void into(double[] values);
    }

    private final List<byte[]> labels;
    private final Reading reading;
    private final double[] values;
    private List<MetricMetadata> families = List.of();

    private MeterSeries(List<byte[]> labels, Reading reading) {
        this.labels = labels;
        this.reading = reading;
        this.values = new double[labels.size()];
    }

    static MeterSeries of(Meter meter, NamingConvention naming) {
        MeterSeries series = undescribed(meter, naming);
        series.families = MeterFamilies.of(meter, naming);
        return series;
    }

    /** What the metrics are that it has series of. */
    List<MetricMetadata> families() {
        return families;
    }

    private static MeterSeries undescribed(Meter meter, NamingConvention naming) {
        Namer name = new Namer(meter.getId(), naming);
        return switch (meter) {
            case Counter counter -> new MeterSeries(name.one(), to -> to[0] = counter.count());
            case FunctionCounter counter -> new MeterSeries(name.one(), to -> to[0] = counter.count());
            case Gauge gauge -> new MeterSeries(name.one(), to -> to[0] = gauge.value());
            case Timer timer -> timer(timer, name);
            case DistributionSummary summary -> summary(summary, name);
            case LongTaskTimer timer ->
                new MeterSeries(name.suffixed("_active_count", "_sum", "_max"), to -> {
                    to[0] = timer.activeTasks();
                    to[1] = timer.duration(TimeUnit.SECONDS);
                    to[2] = timer.max(TimeUnit.SECONDS);
                });
            case FunctionTimer timer ->
                new MeterSeries(name.suffixed("_count", "_sum"), to -> {
                    to[0] = timer.count();
                    to[1] = timer.totalTime(TimeUnit.SECONDS);
                });
            default -> measurements(meter, name);
        };
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
            int at = 3;
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
