package dev.nightjar.client;

import dev.nightjar.model.SampleBatch;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultLongTaskTimer;
import io.micrometer.core.instrument.internal.DefaultMeter;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A Micrometer registry in Prometheus' manner: counts that only grow, histograms with {@code le} buckets, Prometheus'
 * names. It keeps no history: {@link #sampleInto} reads every meter once.
 */
final class NightjarMeterRegistry extends MeterRegistry {
    private static final System.Logger LOG = System.getLogger("dev.nightjar.client");

    private final Set<Meter.Id> failing = ConcurrentHashMap.newKeySet();
    private final Map<Meter, MeterSeries> series = new ConcurrentHashMap<>();
    private final ArrayDeque<MeterSeries> removed = new ArrayDeque<>();
    private final MeterFamilies families = new MeterFamilies();

    private final SpanSource spans;

    NightjarMeterRegistry(Clock clock, SpanSource spans) {
        super(clock);
        this.spans = spans;
        config().namingConvention(new PrometheusNaming());
        config().onMeterRemoved(this::forget);
    }

    private void forget(Meter meter) {
        MeterSeries gone = series.remove(meter);
        if (gone != null) {
            synchronized (removed) {
                removed.add(gone);
            }
        }
    }

    /**
     * Appends one sample of every series. A meter that throws is left out and does not spoil the others; series of meters removed since the last time end
     * with a stale marker.
     */
    synchronized void sampleInto(SampleBatch.Builder to, long timestampMillis) {
        synchronized (removed) {
            for (MeterSeries gone = removed.poll(); gone != null; gone = removed.poll()) {
                gone.endInto(to, timestampMillis);
            }
        }
        families.begin(timestampMillis);
        for (Meter meter : getMeters()) {
            try {
                MeterSeries known = series.computeIfAbsent(meter, m -> MeterSeries.of(m, config().namingConvention()));
                known.sampleInto(to, timestampMillis);
                families.note(known.families());
                failing.remove(meter.getId());
            } catch (RuntimeException e) {
                if (failing.add(meter.getId())) {
                    LOG.log(Level.WARNING, "meter " + meter.getId() + " cannot be read and is left out", e);
                }
            }
        }
        families.describeInto(to);
    }

    @Override
    protected <T> Gauge newGauge(Meter.Id id, @Nullable T object, ToDoubleFunction<T> value) {
        return new DefaultGauge<>(id, object, value);
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        return new TracedCounter(id, clock, spans);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
        return new CumulativeTimer(id, clock, config, pauseDetector, spans);
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        return new CumulativeSummary(id, clock, config, scale, spans);
    }

    @Override
    protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
        return new DefaultLongTaskTimer(id, clock, getBaseTimeUnit(), config, true);
    }

    @Override
    protected <T> FunctionTimer newFunctionTimer(
            Meter.Id id, T object, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit unit) {
        return new CumulativeFunctionTimer<>(id, object, count, total, unit, getBaseTimeUnit());
    }

    @Override
    protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
        return new CumulativeFunctionCounter<>(id, object, count);
    }

    @Override
    protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
        return new DefaultMeter(id, type, measurements);
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.SECONDS;
    }

    @Override
    protected DistributionStatisticConfig defaultHistogramConfig() {
        return DistributionStatisticConfig.DEFAULT;
    }
}
