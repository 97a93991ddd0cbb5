package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.fetch.FetchException;
import dev.nightjar.ingest.fetch.Fetched;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.ScrapeProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.target.ScrapedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One target over time: what is known of its series, and how its last scrape went. Scrapes of one target never overlap.
 * {@link #status} may be asked by any thread.
 */
final class TargetScrape {
    private static final Logger LOG = LoggerFactory.getLogger(TargetScrape.class);
    private static final String PROTOCOL = "scrape";

    /** Reasons of the store that say nothing against the scrape: single samples have impossible times of their own. */
    private static final Set<String> HARMLESS = Set.of("too_old", "too_new");

    private static final int FIRST_BODY_BYTES = 16 << 10;

    private final KnownSeries known = new KnownSeries();
    private final KnownMetadata metadata = new KnownMetadata();
    private Scraper scraper;
    private ScrapeJob job;
    private TargetPlan plan;
    private SeriesRules rules;
    private ScrapeReport report;
    private int expectedBytes = FIRST_BODY_BYTES;
    private volatile ScrapedTarget status;
    private volatile String refusal = "";
    private final AtomicReference<@Nullable Setup> next = new AtomicReference<>();

    TargetScrape(Scraper scraper, ScrapeJob job, TargetPlan plan) {
        this.scraper = scraper;
        this.job = job;
        this.plan = plan;
        this.rules = new SeriesRules(job, plan.labels());
        this.report = new ScrapeReport(job, rules, plan.timeout());
        this.status = described(ScrapedTarget.Health.UNKNOWN, "", Optional.empty(), Duration.ZERO, 0);
    }

    /** What a scrape is done by. */
    private record Setup(Scraper scraper, ScrapeJob job, TargetPlan plan) {}

    /** From the next scrape on it is done so. Which series are there is not forgotten. */
    void configure(Scraper newScraper, ScrapeJob newJob, TargetPlan newPlan) {
        next.set(new Setup(newScraper, newJob, newPlan));
    }

    private void adopt() {
        Setup setup = next.getAndSet(null);
        if (setup == null) {
            return;
        }
        boolean sameJob = setup.job.equals(job);
        scraper = setup.scraper;
        job = setup.job;
        plan = setup.plan;
        rules = new SeriesRules(job, plan.labels());
        report = new ScrapeReport(job, rules, plan.timeout());
        if (!sameJob) {
            known.relearn();
        }
    }

    /** While {@code why} is not empty, scrapes fail for that reason, and the target is not asked. */
    void refuse(String why) {
        refusal = why;
    }

    ScrapedTarget status() {
        return status;
    }

    List<MetricMetadata> metadata() {
        return metadata.list();
    }

    /** Asks the target and stores what it says as of {@code atMillis}. */
    synchronized void scrape(long atMillis) {
        adopt();
        long began = scraper.nanos().getAsLong();
        known.begin();
        ScrapeIntake intake = new ScrapeIntake(known, atMillis, job.limits().samples());
        Optional<ScrapeException> failure = Optional.empty();
        long bodyBytes = 0;
        try {
            Fetched answer = fetch();
            bodyBytes = answer.length();
            read(answer, intake);
        } catch (ScrapeException e) {
            failure = Optional.of(e);
            bodyBytes = e.code().equals("too_large") ? -1 : bodyBytes;
        }
        Duration took = Duration.ofNanos(scraper.nanos().getAsLong() - began);
        ScrapeIntake stored = failure.isEmpty() ? intake : new ScrapeIntake(known, atMillis, 0);
        stored.markEnded(failure.isPresent());
        metadata.changes().forEach(stored::metadata);
        report.add(failure.isEmpty(), took.toNanos() / 1e9, intake, bodyBytes, stored);
        Optional<ScrapeException> refused = store(stored, intake, failure.isEmpty(), took, bodyBytes, atMillis);
        tell(failure.or(() -> refused), intake, took, atMillis);
    }

    /** Ends everything that is there: the target is gone. */
    synchronized void end(long atMillis) {
        known.begin();
        ScrapeIntake markers = new ScrapeIntake(known, atMillis, 0);
        markers.markEnded(true);
        report.end(markers);
        IngestResult result = scraper.sink().append(markers.batch());
        if (!(result instanceof IngestResult.Accepted)) {
            LOG.warn("the end of target {} could not be stored: {}", plan.url(), result);
        }
        known.settleEmpty();
    }

    private Fetched fetch() throws ScrapeException {
        if (!refusal.isEmpty()) {
            throw new ScrapeException("target_limit", refusal);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", ScrapeProtocol.accept(job.protocols(), job.names().escaping()));
        headers.put("Accept-Encoding", job.compression() ? "gzip" : "identity");
        headers.put("User-Agent", "Nightjar");
        headers.put("X-Prometheus-Scrape-Timeout-Seconds", seconds(plan.timeout()));
        try {
            Fetched answer = scraper.client()
                    .get(plan.url(), headers, plan.timeout(), job.limits().bodyBytes(), expectedBytes);
            expectedBytes = Math.max(FIRST_BODY_BYTES, answer.length() + (answer.length() >> 3));
            return answer;
        } catch (FetchException e) {
            throw new ScrapeException(code(e.reason()), e.text());
        }
    }

    private static String code(FetchException.Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "unreachable";
            case TIMEOUT -> "timeout";
            case STATUS -> "status";
            case TOO_LARGE -> "too_large";
            case CREDENTIALS -> "credentials";
        };
    }

    private static String seconds(Duration duration) {
        return new java.math.BigDecimal(duration.toMillis())
                .movePointLeft(3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void read(Fetched answer, ScrapeIntake to) throws ScrapeException {
        Optional<ScrapeProtocol> protocol =
                ScrapeProtocol.ofContentType(answer.contentType()).or(job::fallback);
        if (protocol.isEmpty()) {
            throw new ScrapeException(
                    "unknown_format",
                    "the answer's Content-Type is \"" + answer.contentType()
                            + "\", which is no known format; fallback_scrape_protocol can say what to take it for");
        }
        switch (protocol.get()) {
            case PROMETHEUS_PROTO ->
                new FamilyIntake(job, rules, known, metadata, answer.body(), answer.length(), to).read();
            case OPEN_METRICS_TEXT_0_0_1, OPEN_METRICS_TEXT_1_0_0 -> text(answer, true, to);
            case PROMETHEUS_TEXT_0_0_4, PROMETHEUS_TEXT_1_0_0 -> text(answer, false, to);
        }
        if (to.isBeyondLimit()) {
            throw new ScrapeException(
                    "sample_limit",
                    "sample_limit exceeded: " + to.kept() + " samples after relabelling, at most "
                            + job.limits().samples() + " are allowed");
        }
    }

    private void text(Fetched answer, boolean openMetrics, ScrapeIntake to) throws ScrapeException {
        new TextIntake(job, rules, known, metadata, answer.body(), answer.length(), openMetrics).read(to);
    }

    /** Why the store took nothing, or not all that mattered. */
    private Optional<ScrapeException> store(
            ScrapeIntake batch, ScrapeIntake counted, boolean up, Duration took, long bodyBytes, long atMillis) {
        IngestResult result = scraper.sink().append(batch.batch());
        return switch (result) {
            case IngestResult.Accepted accepted -> {
                settle(up);
                yield Optional.empty();
            }
            case IngestResult.Rejected rejected -> {
                settle(up);
                Optional<Rejection> serious = rejected.reasons().stream()
                        .filter(reason -> !HARMLESS.contains(reason.code()))
                        .findFirst();
                rejected.reasons().forEach(this::count);
                if (serious.isEmpty()) {
                    yield Optional.empty();
                }
                ScrapeIntake again = new ScrapeIntake(known, atMillis, 0);
                report.add(false, took.toNanos() / 1e9, counted, bodyBytes, again);
                IngestResult _ = scraper.sink().append(again.batch());
                yield Optional.of(new ScrapeException(
                        serious.get().code(),
                        "the store refused samples: " + serious.get().message()));
            }
            case IngestResult.Overloaded full ->
                Optional.of(new ScrapeException("overloaded", "the store takes nothing now: " + full.reason()));
        };
    }

    private void count(Rejection reason) {
        scraper.counters().refused(PROTOCOL, source(), reason);
    }

    private String source() {
        return scraper.counters().source(job.name());
    }

    private void settle(boolean up) {
        metadata.settle();
        if (up) {
            known.settle();
        } else {
            known.settleEmpty();
        }
    }

    private void tell(Optional<ScrapeException> failure, ScrapeIntake intake, Duration took, long atMillis) {
        String error = failure.map(ScrapeException::text).orElse("");
        if (failure.isEmpty()) {
            scraper.counters().accepted(PROTOCOL, source(), intake.kept());
            scraper.counters().count(PROTOCOL, source(), intake.attached());
        } else {
            scraper.counters()
                    .refused(PROTOCOL, source(), new Rejection(failure.get().code(), error, intake.kept()));
            if (!error.equals(status.lastError())) {
                LOG.info("target {} of job {}: {}", plan.url(), job.name(), error);
            }
        }
        status = described(
                failure.isEmpty() ? ScrapedTarget.Health.UP : ScrapedTarget.Health.DOWN,
                error,
                Optional.of(Instant.ofEpochMilli(atMillis)),
                took,
                intake.kept());
    }

    private ScrapedTarget described(
            ScrapedTarget.Health health, String error, Optional<Instant> last, Duration took, int samples) {
        return new ScrapedTarget(
                job.name(),
                plan.discovered(),
                plan.labels(),
                plan.url().toString(),
                health,
                error,
                last,
                took,
                plan.interval(),
                plan.timeout(),
                samples);
    }
}
