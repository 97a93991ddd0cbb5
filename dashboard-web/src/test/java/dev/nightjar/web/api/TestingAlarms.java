package dev.nightjar.web.api;

import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.alerting.backtest.BacktestResult;
import dev.nightjar.alerting.backtest.KnownIncident;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problem;
import dev.nightjar.web.api.Documents.AlertList;
import dev.nightjar.web.api.Documents.OnCallNow;
import dev.nightjar.web.api.Documents.PageSummary;
import dev.nightjar.web.api.Documents.Slo;
import dev.nightjar.web.api.HandOverDocuments.HandOverDocument;
import dev.nightjar.web.api.ScheduleDocuments.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An alert engine with the pages a test opens; remembers what it was told. Thread-safe. */
final class TestingAlarms implements Alarms {
    private final Map<String, PageFacts> pages = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();

    synchronized void open(String pageId, String service, String summary, long atMillis) {
        pages.put(pageId, facts(pageId, "open", service, summary, atMillis, null, null));
    }

    private static PageFacts facts(
            String id,
            String state,
            String service,
            String summary,
            long at,
            @Nullable String acknowledgedBy,
            @Nullable Long resolvedAt) {
        return new PageFacts(
                new PageSummary(id, state, "page", service, summary, at, null),
                "10 % of requests fail",
                at - 60_000,
                acknowledgedBy,
                acknowledgedBy == null ? null : at + 1000,
                null,
                resolvedAt,
                null,
                List.of(),
                Map.of("service", service),
                "https://runbooks.example/" + service,
                "errors / total > 0.05",
                List.of(),
                "default",
                List.of(Map.of("service", service)),
                List.of());
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public AlertList alerts() {
        return new AlertList(List.of(), List.of());
    }

    @Override
    public List<BacktestResult> backtest(String ruleFile, Duration since, List<KnownIncident> incidents) {
        if (!ruleFile.startsWith("groups:")) {
            throw new InvalidDefinitionsException(List.of(new Problem("rules", 1, "no groups")));
        }
        Instant until = Instant.parse("2026-11-21T02:41:00Z");
        Instant from = until.minus(since);
        BacktestResult.Notice notice = new BacktestResult.Notice(
                from.plusSeconds(60), from.plusSeconds(120), "shop", 2, List.of("Ana"), true, null);
        return List.of(new BacktestResult(
                "Slow",
                "latency > 1",
                true,
                from,
                until,
                Duration.ofSeconds(30),
                10,
                1,
                1,
                0,
                List.of(notice),
                incidents,
                List.of(new BacktestResult.Variant(1.0, Duration.ZERO, true, 1, 1, 0, 0)),
                "Slow would have paged once."));
    }

    @Override
    public Optional<dev.nightjar.alerting.slo.Slo> objective(String name) {
        return Optional.empty();
    }

    @Override
    public Budgets budgets() {
        return new TestingBudgets();
    }

    @Override
    public List<Slo> slos() {
        return List.of();
    }

    @Override
    public Optional<Slo> slo(String name) {
        return Optional.empty();
    }

    @Override
    public List<OnCallNow> onCall() {
        return List.of(new OnCallNow("default", "primary", "Ada", 5, "Grace"));
    }

    @Override
    public Schedule schedule(Instant from, Instant until) {
        return new Schedule(
                List.of(new ScheduleDocuments.Rotation(
                        "primary",
                        "UTC",
                        List.of(new ScheduleDocuments.Shift(
                                "ada", "Ada", from.toEpochMilli(), until.toEpochMilli(), false, null)))),
                List.of(),
                List.of(new ScheduleDocuments.NamedPerson("ada", "Ada")));
    }

    @Override
    public HandOvers handOvers() {
        return new HandOvers() {
            @Override
            public List<HandOverDocument> all() {
                return List.of();
            }

            @Override
            public HandOverDocument make(HandOverWish wish, String by) {
                throw new UnsupportedOperationException("nobody hands over here");
            }

            @Override
            public HandOverDocument end(String overrideId, String by) {
                throw new UnsupportedOperationException("nobody hands over here");
            }
        };
    }

    @Override
    public List<ScheduleDocuments.Load> load(Instant since) {
        return List.of();
    }

    @Override
    public Optional<OnCallNow> onCallFor(String service) {
        return Optional.of(onCall().getFirst());
    }

    @Override
    public synchronized List<PageFacts> pages() {
        return new ArrayList<>(pages.values()).reversed();
    }

    @Override
    public synchronized Optional<PageFacts> page(String pageId) {
        return Optional.ofNullable(pages.get(pageId));
    }

    @Override
    public synchronized void acknowledge(String pageId, String by) {
        told.add("acknowledge " + pageId + " by " + by);
        change(pageId, "acknowledged", by, null);
    }

    @Override
    public synchronized void resolve(String pageId, String by) {
        told.add("resolve " + pageId + " by " + by);
        change(pageId, "resolved", null, 9L);
    }

    @Override
    public synchronized void escalate(String pageId, String by) {
        told.add("escalate " + pageId + " by " + by);
    }

    @Override
    public List<ActionView> actions() {
        return List.of();
    }

    @Override
    public AlertRecords records() {
        return new AlertRecords() {
            @Override
            public HistoryDocuments.History history(HistoryQuestion question) {
                return new HistoryDocuments.History(List.of(), 0);
            }

            @Override
            public List<NoiseReport> noise(Instant since, ZoneId zone) {
                return List.of();
            }

            @Override
            public void judge(String pageId, String by, boolean useful, String text) {
                told.add((useful ? "useful " : "noise ") + pageId + " by " + by);
            }

            @Override
            public void acknowledge(String pageId, String by, Duration time) {
                told.add("take " + pageId + " by " + by + " for " + time);
            }

            @Override
            public void release(String pageId, String by) {
                told.add("release " + pageId + " by " + by);
            }
        };
    }

    @Override
    public Notices notices() {
        return new TestingNotices();
    }

    private void change(String pageId, String state, @Nullable String by, @Nullable Long resolvedAt) {
        PageFacts page = pages.get(pageId);
        if (page != null) {
            PageSummary is = page.summary();
            pages.put(pageId, facts(pageId, state, is.service(), is.summary(), is.openedAtMillis(), by, resolvedAt));
        }
    }
}
