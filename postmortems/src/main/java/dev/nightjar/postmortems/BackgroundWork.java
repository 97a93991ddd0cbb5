package dev.nightjar.postmortems;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.PageEvent.PageOpened;
import dev.nightjar.model.event.StoredEvent;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens by itself: the view follows the log, pages become incidents, evidence is looked for. Opening has a
 * thread of its own, so that no slow query can delay an incident.
 */
final class BackgroundWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final int PATIENCE_SECONDS = 5;

    private final EventLog log;
    private final LogView view;
    private final IncidentOpener opener;
    private final EvidenceWatch watch;
    private final PostmortemsConfig config;
    private final ExecutorService opening = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("incidents").factory());
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("incident-evidence").factory());
    private @Nullable AutoCloseable subscription;
    private volatile boolean started;

    BackgroundWork(EventLog log, LogView view, IncidentOpener opener, EvidenceWatch watch, PostmortemsConfig config) {
        this.log = log;
        this.view = view;
        this.opener = opener;
        this.watch = watch;
        this.config = config;
    }

    /** The view is current from now on. */
    void follow() {
        subscription = log.subscribe(this::appended);
        view.catchUp(log);
    }

    void start() {
        started = true;
        // Never fails: a pass catches what goes wrong in it.
        var _ = watching.scheduleWithFixedDelay(
                this::pass, 0, config.evidenceEvery().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Each pass also opens what could not be opened when its page came. */
    private void pass() {
        openSoon();
        quietly("look for evidence", watch::run);
    }

    private void appended(List<StoredEvent> events) {
        view.appended(events);
        if (started && events.stream().anyMatch(stored -> stored.event() instanceof PageOpened)) {
            openSoon();
        }
    }

    private void openSoon() {
        try {
            opening.execute(() -> {
                quietly("open incidents", () -> {
                    if (opener.run() > 0) {
                        lookSoon();
                    }
                });
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: the next start opens the incident", e);
        }
    }

    /** An incident is new: it need not wait for its evidence. */
    void lookSoon() {
        try {
            if (started) {
                watching.execute(() -> quietly("look for evidence", watch::run));
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: the next start looks for evidence", e);
        }
    }

    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("could not {}; the next page or pass tries again", what, e);
        }
    }

    /** Waits for what is being written; a query that does not end when interrupted is left alone after a while. */
    @Override
    public void close() {
        try {
            if (subscription != null) {
                subscription.close();
            }
            watching.shutdownNow();
            opening.close();
            if (!watching.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the search for evidence did not end within {} s", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("could not leave the event log", e);
        }
    }
}
