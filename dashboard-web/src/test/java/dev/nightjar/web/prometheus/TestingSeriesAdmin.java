package dev.nightjar.web.prometheus;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SeriesStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it was told to do, and has something to tell. Thread-safe. */
public final class TestingSeriesAdmin implements SeriesAdmin {
    private final List<String> done = new ArrayList<>();

    public synchronized List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public synchronized long delete(List<SeriesSelection> selections) {
        for (SeriesSelection selection : selections) {
            done.add("delete " + selection.matchers() + " from "
                    + selection.range().startMillis() + " to "
                    + selection.range().endMillis());
        }
        return selections.size();
    }

    @Override
    public synchronized long cleanTombstones() {
        done.add("clean");
        return 4096;
    }

    @Override
    public synchronized String snapshot(boolean skipHead) {
        done.add(skipHead ? "snapshot without head" : "snapshot");
        return "20231114T221320Z-1";
    }

    @Override
    public SeriesStatistics statistics(int limit) {
        return new SeriesStatistics(
                120,
                100,
                7,
                42,
                1000,
                2000,
                first(limit, "up", "requests_total"),
                first(limit, "instance", "job"),
                first(limit, "instance", "job"),
                first(limit, "job=a", "job=b"),
                first(limit, "a", "b"));
    }

    private static List<SeriesStatistics.Count> first(int limit, String... names) {
        List<SeriesStatistics.Count> counts = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, names.length); i++) {
            counts.add(new SeriesStatistics.Count(names[i], 60 - 20L * i));
        }
        return counts;
    }

    @Override
    public List<RetentionStatus> retention() {
        return List.of(
                new RetentionStatus(
                        "{__name__=~\"debug_.*\"}",
                        "2d",
                        Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                        1 << 20,
                        Optional.of(Instant.ofEpochSecond(1_699_900_000))),
                new RetentionStatus("everything else", "30d", Optional.empty(), 0, Optional.empty()));
    }

    @Override
    public List<DamageReport> damage() {
        return List.of(new DamageReport(
                Instant.parse("2023-11-14T22:13:20Z"),
                "log/000000000007.log",
                "at offset 4096: the block there does not match its checksum"));
    }

    @Override
    public Optional<String> slowDisk() {
        return Optional.of("the disk is slow");
    }
}
