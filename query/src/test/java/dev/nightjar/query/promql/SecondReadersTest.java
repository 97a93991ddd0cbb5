package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.RandomHistograms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other threads help with reading: nobody can tell but by the clock. */
class SecondReadersTest {
    private static final long START = 1_760_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final int SERIES = 1_200;
    private static final List<String> QUERIES = List.of(
            "m",
            "sum by (group) (rate(m[5m]))",
            "count by (group) (m)",
            "topk(7, quantile_over_time(0.9, m[10m]))",
            "m - on (s) m offset 10m",
            "max_over_time(sum by (group) (m)[20m:1m])",
            "histogram_quantile(0.9, sum by (group) (rate(h[5m])))",
            "absent(m{s=\"none\"})");

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final Watched reader = new Watched();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger started = new AtomicInteger();

    @BeforeEach
    void fill() {
        Random random = new Random(7);
        RandomHistograms histograms = new RandomHistograms(random);
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int s = 0; s < SERIES; s++) {
            batch.series(Labels.of("__name__", "m", "group", "" + s % 9, "s", "" + s));
            int samples = 1 + random.nextInt(s % 10 == 0 ? 400 : 60);
            for (int i = 0; i < samples; i++) {
                batch.sample(START + i * 15_000L, random.nextInt(1_000));
            }
        }
        for (int s = 0; s < 400; s++) {
            batch.series(Labels.of("__name__", "h", "group", "" + s % 3, "s", "" + s));
            for (int i = 0; i < 40; i++) {
                batch.histogram(START + i * 15_000L, histograms.next());
            }
        }
        store.append(batch.build());
    }

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void answers_are_the_same() {
        PromQl alone = new PromQl(store, InstantSource.system());
        PromQl helped = helped(4);
        for (String query : QUERIES) {
            QueryResult expected = range(alone, query, QueryOptions.defaults());
            QueryResult found = range(helped, query, QueryOptions.defaults());
            assertThat(found.value()).as(query).usingRecursiveComparison().isEqualTo(expected.value());
            assertThat(found.warnings()).as(query).isEqualTo(expected.warnings());
            assertThat(found.infos()).as(query).isEqualTo(expected.infos());
            assertThat(found.statistics().samplesRead())
                    .as(query)
                    .isEqualTo(expected.statistics().samplesRead());
        }
        assertThat(started).hasValueGreaterThanOrEqualTo(QUERIES.size() - 1);
    }

    @Test
    void series_far_longer_than_those_before_are_not_all_held() {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int s = 0; s < 8; s++) {
            batch.series(Labels.of("__name__", "m", "group", "zz", "s", "long" + s));
            for (int i = 0; i < 70_000; i++) {
                batch.sample(START + i * 50L, i + s);
            }
        }
        store.append(batch.build());
        String query = "sum by (group) (sum_over_time(m[10m]))";

        assertThat(range(helped(2), query, QueryOptions.defaults()).value())
                .usingRecursiveComparison()
                .isEqualTo(range(new PromQl(store, InstantSource.system()), query, QueryOptions.defaults())
                        .value());
        assertThat(started).hasPositiveValue();
    }

    @Test
    void what_is_short_calls_for_nobody() {
        range(helped(4), "m{s=~\"1.?\"}", QueryOptions.defaults());

        assertThat(started).hasValue(0);
    }

    @Test
    void a_query_reads_for_itself_where_all_others_are_busy_or_nobody_starts_a_thread() {
        PromQl none = helped(0);
        PromQl refused = new PromQl(
                store,
                new SecondReaders(
                        task -> {
                            throw new RejectedExecutionException("closed");
                        },
                        1),
                InstantSource.system());

        assertThat(range(none, "count(m)", QueryOptions.defaults()).value())
                .usingRecursiveComparison()
                .isEqualTo(range(refused, "count(m)", QueryOptions.defaults()).value());
        assertThat(started).hasValue(0);
    }

    @Test
    void a_failure_of_the_store_is_that_of_the_query_and_the_thread_is_free_again() {
        PromQl helped = helped(1);
        reader.failAt = 900;

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> range(helped, "sum(m)", QueryOptions.defaults()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("chunk 900 is damaged");
        }

        assertThat(started).hasValueGreaterThanOrEqualTo(3);
        assertThat(reader.open).isEmpty();
    }

    @Test
    void a_query_that_stops_early_leaves_nobody_reading() {
        PromQl helped = helped(1);
        QueryOptions few =
                QueryOptions.defaults().withLimits(new QueryLimits(50_000_000, 700, 11_001, Duration.ofMinutes(2)));

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> range(helped, "sum(m)", few))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("more than 700 series");
        }

        assertThat(started).hasValueGreaterThanOrEqualTo(20);
        assertThat(reader.open).isEmpty();
        assertThat(reader.readWhenClosed).isFalse();
    }

    @Test
    void a_canceled_query_stops() {
        Cancellation cancellation = new Cancellation();
        reader.then(600, () -> cancellation.cancel("killed"));

        assertThatThrownBy(
                        () -> range(helped(1), "sum(m)", QueryOptions.defaults().withCancellation(cancellation)))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELED));
        assertThat(reader.open).isEmpty();
    }

    private PromQl helped(int most) {
        return new PromQl(
                reader,
                new SecondReaders(
                        task -> {
                            started.incrementAndGet();
                            threads.execute(task);
                        },
                        most),
                InstantSource.system());
    }

    private static QueryResult range(PromQl promQl, String query, QueryOptions options) {
        return promQl.prepare(query).range(START, START + 60 * MINUTE, MINUTE, options);
    }

    /** The store, and whoever reads it: fails where told, notices who reads what is closed. */
    private final class Watched extends ForwardingReader {
        private final Set<SeriesCursor> open = ConcurrentHashMap.newKeySet();
        private int failAt = Integer.MAX_VALUE;
        private int actAt = Integer.MAX_VALUE;
        private Runnable act = () -> {};
        private volatile boolean readWhenClosed;

        Watched() {
            super(store);
        }

        void then(int series, Runnable action) {
            actAt = series;
            act = action;
        }

        @Override
        public SeriesCursor select(SeriesSelection selection) {
            return new WatchedCursor((PlacedCursor) super.select(selection));
        }
    }

    private final class WatchedCursor implements PlacedCursor {
        private final PlacedCursor behind;
        private volatile boolean closed;

        WatchedCursor(PlacedCursor behind) {
            this.behind = behind;
            reader.open.add(this);
        }

        @Override
        public int places() {
            return behind.places();
        }

        @Override
        public int place() {
            return behind.place();
        }

        @Override
        public void moveTo(int place) {
            behind.moveTo(place);
        }

        @Override
        public boolean nextBefore(int end) {
            reader.readWhenClosed |= closed;
            if (place() == reader.failAt) {
                throw new IllegalStateException("chunk " + reader.failAt + " is damaged");
            }
            if (place() == reader.actAt) {
                reader.act.run();
            }
            return behind.nextBefore(end);
        }

        @Override
        public Labels labels() {
            return behind.labels();
        }

        @Override
        public void read(SampleBuffer to) {
            behind.read(to);
        }

        @Override
        public PlacedCursor twin() {
            return new WatchedCursor(behind.twin());
        }

        @Override
        public void close() {
            closed = true;
            behind.close();
            reader.open.remove(this);
        }
    }
}
