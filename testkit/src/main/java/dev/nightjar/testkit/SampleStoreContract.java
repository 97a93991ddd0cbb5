package dev.nightjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of samples must do, whatever it is made of. A subclass per implementation. */
public abstract class SampleStoreContract {
    /** What a store's clock shows, if it has one. Samples of the contract lie in the twelve hours before. */
    protected static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    protected static final long START = NOW.minusSeconds(6 * 3600).toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "node", "instance", "a:9100");
    private static final Labels DOWN = Labels.of("__name__", "up", "job", "node", "instance", "b:9100");
    private static final Labels SIZE = Labels.of("__name__", "größe", "job", "disk", "pfad", "/größe\n\"x\"");

    /** A store under test: both ports of one thing. */
    public record Store(SampleSink sink, SeriesReader reader) {}

    private Store store = new Store(batch -> new IngestResult.Accepted(0), new InMemorySeriesStore());

    /** A new, empty store. */
    protected abstract Store open() throws Exception;

    /** The same store after its process died without a word and was started again; the default is one that never dies. */
    protected Store crashAndResume(Store before) throws Exception {
        return before;
    }

    /** Brings what is stored to another form, where there is one: answers must not change. */
    protected void settle(Store present) throws Exception {}

    protected void close(Store present) throws Exception {}

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() throws Exception {
        close(store);
    }

    @Test
    void what_is_accepted_is_read_at_once() {
        accept(SampleBatch.builder().series(UP).sample(START, 1).sample(START + 15_000, 2.5));

        assertThat(read(UP, TimeRange.ALL))
                .containsExactly(Map.entry(START, bits(1)), Map.entry(START + 15_000, bits(2.5)));
    }

    @Test
    void a_batch_that_comes_twice_is_stored_once() throws Exception {
        SampleBatch batch = SampleBatch.builder()
                .series(UP)
                .sample(START, 1)
                .sample(START + 1000, Double.NaN)
                .series(DOWN)
                .sample(START, 0)
                .build();
        accept(batch);
        accept(batch);
        settle(store);
        accept(batch);

        assertThat(read(UP, TimeRange.ALL))
                .containsExactly(Map.entry(START, bits(1)), Map.entry(START + 1000, bits(Double.NaN)));
        assertThat(read(DOWN, TimeRange.ALL)).containsExactly(Map.entry(START, bits(0)));
    }

    @Test
    void a_sink_keeps_none_of_a_batchs_arrays() {
        SampleBatch batch = SampleBatch.builder().series(UP).sample(START, 1).build();
        assertThat(store.sink().append(batch)).isEqualTo(new IngestResult.Accepted(1));
        Arrays.fill(batch.bytes(), (byte) 'x');

        accept(SampleBatch.builder().series(UP).sample(START + 1000, 2));
        assertThat(store.reader().series(new SeriesSelection(List.of(), TimeRange.ALL)))
                .containsExactly(UP);
        assertThat(read(UP, TimeRange.ALL))
                .containsExactly(Map.entry(START, bits(1)), Map.entry(START + 1000, bits(2)));
    }

    @Test
    void batches_of_different_series_may_come_in_any_order() {
        List<SampleBatch> batches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Labels labels = Labels.of("__name__", "m", "i", "" + i);
            batches.add(
                    SampleBatch.builder().series(labels).sample(START + i, i).build());
        }
        Collections.shuffle(batches, new Random(1));
        batches.forEach(this::accept);

        for (int i = 0; i < 40; i++) {
            assertThat(read(Labels.of("__name__", "m", "i", "" + i), TimeRange.ALL))
                    .containsExactly(Map.entry(START + i, bits(i)));
        }
    }

    /** Several threads read one selection together: each has its cursor, and leaves out what others read. */
    @Test
    void twins_have_the_same_series_at_the_same_places() throws Exception {
        for (int i = 0; i < 200; i++) {
            Labels labels = Labels.of("__name__", "m" + i % 3, "i", "" + i);
            accept(SampleBatch.builder().series(labels).sample(START + i, i).sample(START + 60_000 + i, -i));
            if (i == 100) {
                settle(store);
            }
        }
        try (SeriesCursor cursor = store.reader().select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            assertThat(cursor).isInstanceOf(PlacedCursor.class);
            PlacedCursor placed = (PlacedCursor) cursor;
            PlacedCursor twin = placed.twin();
            List<String> whole = readBefore(placed, placed.places());
            assertThat(whole).hasSize(200).doesNotHaveDuplicates();

            List<String> parts = new ArrayList<>();
            for (int end = 0; end < twin.places(); end += 17) {
                parts.addAll(readBefore(twin, Math.min(twin.places(), end + 17)));
            }
            assertThat(parts).isEqualTo(whole);

            for (int from : new int[] {150, 3, 77, 199, 0}) {
                twin.moveTo(from);
                assertThat(twin.place()).isEqualTo(from);
                assertThat(readBefore(twin, Math.min(twin.places(), from + 5)))
                        .isEqualTo(whole.subList(from, Math.min(200, from + 5)));
            }
            twin.close();
            placed.moveTo(199);
            assertThat(readBefore(placed, 200)).isEqualTo(whole.subList(199, 200));
        }
    }

    private static List<String> readBefore(PlacedCursor cursor, int end) {
        List<String> found = new ArrayList<>();
        SampleBuffer samples = new SampleBuffer();
        while (cursor.nextBefore(end)) {
            samples.clear();
            cursor.read(samples);
            StringBuilder text = new StringBuilder(cursor.labels().toString());
            for (int i = 0; i < samples.size(); i++) {
                text.append(' ').append(samples.timestampMillis(i)).append('=').append(samples.value(i));
            }
            found.add(text.toString());
        }
        return found;
    }

    @Test
    void samples_of_one_series_may_come_late_and_are_read_in_order() throws Exception {
        Random random = new Random(2);
        TreeMap<Long, Long> expected = new TreeMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            accept(SampleBatch.builder().series(UP).sample(START + 7000L * i, i));
            expected.put(START + 7000L * i, bits(i));
            if (i == 700) {
                settle(store);
            }
        }

        assertThat(read(UP, TimeRange.ALL)).containsExactlyEntriesOf(expected);
        settle(store);
        assertThat(read(UP, TimeRange.ALL)).containsExactlyEntriesOf(expected);
    }

    @Test
    void of_two_values_at_one_time_the_later_write_stays() throws Exception {
        accept(SampleBatch.builder().series(UP).sample(START, 1).sample(START + 1000, 1));
        accept(SampleBatch.builder().series(UP).sample(START, 2));
        assertThat(read(UP, TimeRange.ALL)).contains(Map.entry(START, bits(2)));
        settle(store);
        accept(SampleBatch.builder().series(UP).sample(START, 3).sample(START + 1000, 4));
        accept(SampleBatch.builder().series(UP).sample(START + 1000, 1));
        store = crashAndResume(store);

        assertThat(read(UP, TimeRange.ALL))
                .containsExactly(Map.entry(START, bits(3)), Map.entry(START + 1000, bits(1)));
    }

    @Test
    void every_bit_of_a_value_survives() throws Exception {
        long[] odd = {
            StaleMarker.BITS,
            StaleMarker.NORMAL_NAN_BITS,
            0xfff8_dead_beef_0001L,
            bits(-0.0),
            bits(Double.POSITIVE_INFINITY),
            bits(Double.MIN_VALUE),
            bits(0.1 + 0.2),
            bits(1e300),
            bits(9.007199254740994e15)
        };
        TreeMap<Long, Long> expected = new TreeMap<>();
        SampleBatch.Builder batch = SampleBatch.builder().series(UP);
        for (int i = 0; i < 200; i++) {
            batch.sampleBits(START + i * 1000L, odd[i % odd.length]);
            expected.put(START + i * 1000L, odd[i % odd.length]);
        }
        accept(batch);

        assertThat(read(UP, TimeRange.ALL)).containsExactlyEntriesOf(expected);
        settle(store);
        assertThat(read(UP, TimeRange.ALL)).containsExactlyEntriesOf(expected);
        store = crashAndResume(store);
        assertThat(read(UP, TimeRange.ALL)).containsExactlyEntriesOf(expected);
    }

    @Test
    void both_ends_of_a_range_are_inside() throws Exception {
        SampleBatch.Builder batch = SampleBatch.builder().series(UP);
        for (int i = 0; i < 1000; i++) {
            batch.sample(START + 10L * i, i);
        }
        accept(batch);
        for (int form = 0; form < 2; form++) {
            assertThat(read(UP, new TimeRange(START + 10, START + 30)).keySet())
                    .containsExactly(START + 10, START + 20, START + 30);
            assertThat(read(UP, new TimeRange(START + 7001, START + 7019)).keySet())
                    .containsExactly(START + 7010);
            assertThat(read(UP, new TimeRange(START + 9990, START + 90_000)).keySet())
                    .containsExactly(START + 9990);
            assertThat(selected(new TimeRange(START + 5001, START + 5009), Matcher.equal("job", "node")))
                    .isEmpty();
            assertThat(selected(new TimeRange(START - 5000, START - 1), Matcher.equal("job", "node")))
                    .isEmpty();
            settle(store);
        }
    }

    @Test
    void matchers_select() {
        accept(SampleBatch.builder()
                .series(UP)
                .sample(START, 1)
                .series(DOWN)
                .sample(START, 0)
                .series(SIZE)
                .sample(START, 5));

        assertThat(selected(TimeRange.ALL)).containsExactlyInAnyOrder(UP, DOWN, SIZE);
        assertThat(selected(TimeRange.ALL, Matcher.equal("__name__", "up"))).containsExactlyInAnyOrder(UP, DOWN);
        assertThat(selected(TimeRange.ALL, new Matcher("instance", Matcher.Op.MATCHES, "a.*|c")))
                .containsExactly(UP);
        assertThat(selected(TimeRange.ALL, new Matcher("instance", Matcher.Op.MATCHES, "b:9100|zz")))
                .containsExactly(DOWN);
        assertThat(selected(TimeRange.ALL, new Matcher("instance", Matcher.Op.NOT_EQUAL, "a:9100")))
                .containsExactlyInAnyOrder(DOWN, SIZE);
        assertThat(selected(TimeRange.ALL, new Matcher("instance", Matcher.Op.NOT_MATCHES, ".+")))
                .containsExactly(SIZE);
        assertThat(selected(TimeRange.ALL, Matcher.equal("instance", ""))).containsExactly(SIZE);
        assertThat(selected(TimeRange.ALL, Matcher.equal("job", "node"), Matcher.equal("pfad", "x")))
                .isEmpty();
        assertThat(selected(TimeRange.ALL, Matcher.equal("nothing", "x"))).isEmpty();
    }

    @Test
    void labels_are_listed() throws Exception {
        accept(SampleBatch.builder().series(UP).sample(START, 1).series(SIZE).sample(START, 5));
        for (int form = 0; form < 2; form++) {
            SeriesSelection all = new SeriesSelection(List.of(), TimeRange.ALL);
            SeriesSelection up = new SeriesSelection(List.of(Matcher.equal("__name__", "up")), TimeRange.ALL);
            assertThat(store.reader().labelNames(all)).containsExactly("__name__", "instance", "job", "pfad");
            assertThat(store.reader().labelNames(up)).containsExactly("__name__", "instance", "job");
            assertThat(store.reader().labelValues("job", all)).containsExactly("disk", "node");
            assertThat(store.reader().labelValues("job", up)).containsExactly("node");
            assertThat(store.reader().labelValues("none", all)).isEmpty();
            assertThat(store.reader().series(all)).containsExactlyInAnyOrder(UP, SIZE);
            store = crashAndResume(store);
        }
    }

    @Test
    void the_order_of_labels_and_empty_values_make_no_other_series() throws Exception {
        byte[] sorted = pairs("__name__", "m", "a", "1", "b", "2");
        byte[] turned = pairs("b", "2", "empty", "", "a", "1", "__name__", "m");
        accept(SampleBatch.builder()
                .series(sorted)
                .sample(START, 1)
                .series(turned)
                .sample(START + 1, 2));
        accept(SampleBatch.builder().series(turned).sample(START + 2, 3));

        assertThat(selected(TimeRange.ALL)).containsExactly(Labels.of("__name__", "m", "a", "1", "b", "2"));
        assertThat(read(Labels.of("__name__", "m", "a", "1", "b", "2"), TimeRange.ALL)
                        .keySet())
                .containsExactly(START, START + 1, START + 2);
    }

    @Test
    void a_batch_with_invalid_labels_is_refused_whole() {
        byte[] broken = pairs("__name__", "m", "a", "1");
        broken[1] = 100;
        IngestResult result = store.sink()
                .append(SampleBatch.builder()
                        .series(UP)
                        .sample(START, 1)
                        .series(broken)
                        .sample(START, 2)
                        .build());

        assertThat(result).isInstanceOfSatisfying(IngestResult.Rejected.class, rejected -> {
            assertThat(rejected.accepted()).isZero();
            assertThat(rejected.reasons()).extracting(Rejection::code).containsExactly("invalid_label");
        });
        assertThat(selected(TimeRange.ALL)).isEmpty();
    }

    @Test
    void nothing_acknowledged_is_lost_or_doubled_by_a_crash() throws Exception {
        Random random = new Random(5);
        Map<Labels, TreeMap<Long, Long>> expected = new TreeMap<>();
        for (int round = 0; round < 4; round++) {
            for (int step = 0; step < 150; step++) {
                SampleBatch.Builder batch = SampleBatch.builder();
                for (int s = 0; s < 30; s += 1 + random.nextInt(3)) {
                    Labels labels = Labels.of("__name__", "m" + s % 3, "s", "" + s, "round", "" + (s < 5 ? round : 0));
                    long time = START + (round * 150L + step) * 15_000 - (random.nextInt(20) == 0 ? 100_000 : 0);
                    batch.series(labels).sample(time, step * s);
                    expected.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, bits(step * s));
                }
                accept(batch);
                if (step == 100 && round == 1) {
                    settle(store);
                }
            }
            store = crashAndResume(store);
        }

        assertThat(selected(TimeRange.ALL)).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((labels, samples) ->
                assertThat(read(labels, TimeRange.ALL)).as("%s", labels).isEqualTo(samples));
    }

    private void accept(SampleBatch.Builder batch) {
        accept(batch.build());
    }

    private void accept(SampleBatch batch) {
        assertThat(store.sink().append(batch)).isEqualTo(new IngestResult.Accepted(batch.sampleCount()));
    }

    private List<Labels> selected(TimeRange range, Matcher... matchers) {
        List<Labels> found = new ArrayList<>();
        try (SeriesCursor cursor = store.reader().select(new SeriesSelection(List.of(matchers), range))) {
            while (cursor.next()) {
                found.add(cursor.labels());
            }
        }
        return found;
    }

    /** Times and bits of the one series with exactly these labels; fails on times that do not rise. */
    private NavigableMap<Long, Long> read(Labels labels, TimeRange range) {
        List<Matcher> matchers = new ArrayList<>();
        labels.forEach(label -> matchers.add(Matcher.equal(label.name(), label.value())));
        TreeMap<Long, Long> found = new TreeMap<>();
        try (SeriesCursor cursor = store.reader().select(new SeriesSelection(matchers, range))) {
            SampleBuffer buffer = new SampleBuffer();
            while (cursor.next()) {
                if (cursor.labels().equals(labels)) {
                    cursor.read(buffer);
                }
            }
            for (int i = 0; i < buffer.size(); i++) {
                assertThat(found.isEmpty() || found.lastKey() < buffer.timestampMillis(i))
                        .as("time %s rises", i)
                        .isTrue();
                found.put(buffer.timestampMillis(i), bits(buffer.value(i)));
            }
        }
        return found;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** Label bytes in the order given, which need not be sorted. Texts are shorter than 60 bytes. */
    private static byte[] pairs(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < texts.length; i += 2) {
            byte[] name = texts[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = texts[i + 1].getBytes(StandardCharsets.UTF_8);
            out.write(0x0a);
            out.write(4 + name.length + value.length);
            out.write(0x0a);
            out.write(name.length);
            out.writeBytes(name);
            out.write(0x12);
            out.write(value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }
}
