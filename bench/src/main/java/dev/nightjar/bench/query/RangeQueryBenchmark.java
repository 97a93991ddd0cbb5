package dev.nightjar.bench.query;

import dev.nightjar.model.Labels;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The language alone, over 200 series of 10 s in memory, one hour in steps of 15 s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RangeQueryBenchmark {
    private static final long START = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;

    @Param({"sum by (zone) (rate(x_total[5m]))", "max_over_time(x_total[10m]) > 100", "topk(5, x_total)"})
    String query = "x_total";

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQl promQl = new PromQl(store, InstantSource.system());

    @Setup
    public void fill() {
        for (int series = 0; series < 200; series++) {
            Labels labels = Labels.of("__name__", "x_total", "instance", "i" + series, "zone", "z" + series % 4);
            for (long time = START - HOUR; time <= START + HOUR; time += 10_000) {
                store.put(labels, time, (double) (time - START + HOUR) / 1000 * (series + 1));
            }
        }
    }

    @Benchmark
    public QueryResult range() {
        return promQl.prepare(query).range(START, START + HOUR, 15_000, QueryOptions.defaults());
    }
}
