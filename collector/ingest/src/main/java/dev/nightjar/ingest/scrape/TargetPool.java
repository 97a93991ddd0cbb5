package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapedTarget;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The targets of one job, as discovery finds them. Thread-safe. */
final class TargetPool {
    private final ScheduledExecutorService alarm;
    private final Executor workers;
    private final long seed;
    private Scraper scraper;
    private ScrapeJob job;
    private final Map<TargetPlan.Key, TargetLoop> active = new LinkedHashMap<>();
    private final Map<TargetPlan.Key, TargetLoop> leaving = new HashMap<>();
    private Planning.Plan plan = new Planning.Plan(List.of(), List.of(), 0);
    private List<TargetGroup> groups = List.of();

    TargetPool(Scraper scraper, ScrapeJob job, long seed, ScheduledExecutorService alarm, Executor workers) {
        this.scraper = scraper;
        this.job = job;
        this.seed = seed;
        this.alarm = alarm;
        this.workers = workers;
    }

    /** The job is done otherwise from now on; targets that stay keep what is known of them. */
    synchronized void configure(Scraper newScraper, ScrapeJob newJob) {
        scraper = newScraper;
        job = newJob;
        take(Planning.of(job, groups));
    }

    /** What discovery found: everything that is there. */
    synchronized void found(List<TargetGroup> found) {
        groups = List.copyOf(found);
        take(Planning.of(job, groups));
    }

    private void take(Planning.Plan planned) {
        plan = planned;
        Map<TargetPlan.Key, TargetPlan> wanted = new LinkedHashMap<>();
        planned.targets().forEach(target -> wanted.put(target.key(), target));
        for (TargetPlan.Key key : List.copyOf(active.keySet())) {
            TargetLoop loop = wanted.containsKey(key) ? null : active.remove(key);
            if (loop != null) {
                leaving.put(key, loop);
                loop.leave(() -> gone(key, loop));
            }
        }
        wanted.forEach((key, target) -> {
            TargetLoop loop = active.computeIfAbsent(key, absent -> loop(key, target));
            loop.target().configure(scraper, job, target);
            loop.run(target);
        });
        String refusal =
                job.limits().targets() > 0 && wanted.size() > job.limits().targets()
                        ? "target_limit exceeded: job " + job.name() + " has " + wanted.size() + " targets, at most "
                                + job.limits().targets() + " are allowed"
                        : "";
        active.values().forEach(loop -> loop.target().refuse(refusal));
    }

    /** One that comes back goes on where it was. */
    private TargetLoop loop(TargetPlan.Key key, TargetPlan target) {
        TargetLoop back = leaving.remove(key);
        return back != null
                ? back
                : new TargetLoop(new TargetScrape(scraper, job, target), target, seed, alarm, workers, scraper.clock());
    }

    private synchronized void gone(TargetPlan.Key key, TargetLoop loop) {
        leaving.remove(key, loop);
    }

    synchronized ScrapePool described() {
        return new ScrapePool(job.name(), job.relabel(), plan.droppedCount(), job.text());
    }

    synchronized List<ScrapedTarget> targets() {
        return active.values().stream().map(loop -> loop.target().status()).toList();
    }

    synchronized List<DroppedTarget> dropped() {
        return plan.dropped();
    }

    synchronized List<MetricMetadata> metadata(ScrapedTarget of) {
        return active.values().stream()
                .filter(loop -> loop.target().status().url().equals(of.url())
                        && loop.target().status().labels().equals(of.labels()))
                .findFirst()
                .map(loop -> loop.target().metadata())
                .orElse(List.of());
    }

    /** Its targets are gone, as the job is. */
    synchronized void leave() {
        found(List.of());
    }

    /** The server stops. */
    synchronized void stop() {
        active.values().forEach(TargetLoop::stop);
        leaving.values().forEach(TargetLoop::stop);
    }
}
