package dev.nightjar.web.api;

import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.alerting.backtest.BacktestResult;
import dev.nightjar.alerting.backtest.KnownIncident;
import dev.nightjar.web.api.Documents.AlertList;
import dev.nightjar.web.api.Documents.OnCallNow;
import dev.nightjar.web.api.Documents.Slo;
import dev.nightjar.web.api.ScheduleDocuments.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the alert engine knows and can be told, as the views need it. Blocks; thread-safe. */
interface Alarms {
    AlertList alerts();

    List<Slo> slos();

    Optional<Slo> slo(String name);

    List<OnCallNow> onCall();

    /** Who has which shift in that time, and whom each step of a policy calls now. */
    Schedule schedule(Instant from, Instant until);

    HandOvers handOvers();

    /** How often each of the people was called since then. */
    List<ScheduleDocuments.Load> load(Instant since);

    /** Who would be called first for a service. */
    Optional<OnCallNow> onCallFor(String service);

    /** Newest first, without what only incidents know. */
    List<PageFacts> pages();

    Optional<PageFacts> page(String pageId);

    /** The objective behind {@link #slo}, with its rules' texts. */
    Optional<dev.nightjar.alerting.slo.Slo> objective(String name);

    Budgets budgets();

    void acknowledge(String pageId, String by);

    void resolve(String pageId, String by);

    void escalate(String pageId, String by);

    /** What the alerting rules of a rule file would have done since then. */
    List<BacktestResult> backtest(String ruleFile, Duration since, List<KnownIncident> incidents);

    /** What is done by itself when alerts fire, and how it stands. */
    List<ActionView> actions();

    AlertRecords records();

    Notices notices();
}
