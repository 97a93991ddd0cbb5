package dev.nightjar.alerting;

import dev.nightjar.alerting.action.ActionBook;
import dev.nightjar.alerting.action.ActionDesk;
import dev.nightjar.alerting.action.ActionOutbox;
import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.alerting.backtest.Backtest;
import dev.nightjar.alerting.backtest.BacktestResult;
import dev.nightjar.alerting.backtest.KnownIncident;
import dev.nightjar.alerting.delivery.DeliveryCounts;
import dev.nightjar.alerting.history.History;
import dev.nightjar.alerting.history.HistoryPage;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.notify.DefaultTemplates;
import dev.nightjar.alerting.notify.Dispatcher;
import dev.nightjar.alerting.notify.GroupBook;
import dev.nightjar.alerting.notify.NoticeOutbox;
import dev.nightjar.alerting.notify.Senders;
import dev.nightjar.alerting.notify.Suppression;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.OnCallNow;
import dev.nightjar.alerting.oncall.OnCallSchedule;
import dev.nightjar.alerting.paging.InboxMessage;
import dev.nightjar.alerting.paging.LoadReport;
import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.alerting.paging.Outbox;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.alerting.paging.PageBook;
import dev.nightjar.alerting.paging.Pager;
import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleEngine;
import dev.nightjar.alerting.rules.RuleFile;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleSurroundings;
import dev.nightjar.alerting.silence.SilenceBook;
import dev.nightjar.alerting.silence.SilenceRules;
import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloMeter;
import dev.nightjar.alerting.slo.SloMeters;
import dev.nightjar.alerting.slo.SloStatus;
import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.PageEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerting, from the outside. {@link #prepare} reads the definitions, {@link PreparedAlerting#open} what the log holds;
 * {@link #start} sets the threads going. Without threads, {@link #evaluate} and {@link #deliver} do all that is due, so
 * that a test drives time. Thread-safe.
 */
public final class Alerting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);

    private final AlertingConfig config;
    private final Expressions expressions;
    private final InstantSource clock;
    private final PageBook pages;
    private final Ledger ledger;
    private final Pager pager;
    private final Outbox outbox;
    private final NoticeOutbox notices;
    private final Notifications notifications;
    private final History history;
    private final ActionBook actions;
    private final ActionDesk actionDesk;
    private final ActionOutbox actionOutbox;
    private final RuleEngine engine;
    private final BudgetDesk budgets;
    private final OnCallDesk onCall;
    private volatile Definitions definitions;
    private volatile TemplateSet templates;
    private volatile SloMeters meters;
    private @Nullable Schedule schedule;

    private Alerting(PreparedAlerting prepared) {
        AlertingBooks books = prepared.books;
        EventLog log = prepared.log;
        RandomGenerator random = prepared.random;
        this.config = prepared.config;
        this.expressions = prepared.expressions;
        this.clock = prepared.clock;
        this.definitions = prepared.definitions;
        this.meters = new SloMeters(definitions.slos(), expressions);
        this.pages = books.pages;
        this.actions = books.actions;
        pager = new Pager(pages, this::people, random);
        templates = DefaultTemplates.with(definitions.routing());
        GroupBook groups = books.groups;
        SilenceBook silences = books.silences;
        Suppression suppression = new Suppression(silences, groups.pool());
        NoticeDesk desk = new NoticeDesk(
                groups,
                silences,
                new SilenceRules(silences, random),
                suppression,
                new Dispatcher(
                        groups,
                        suppression,
                        random,
                        this::isInFlight,
                        clock.instant().plus(config.settle())),
                config.baseUrl());
        actionDesk = new ActionDesk(actions, random, config.baseUrl());
        ledger = new Ledger(log, books, pager, desk, actionDesk);
        budgets = new BudgetDesk(
                ledger, () -> this.meters.at(clock.instant()), () -> this.definitions.budgetPolicy(), clock);
        onCall = new OnCallDesk(ledger, books.handOvers, () -> this.definitions.onCall(), clock, random);
        notices = new NoticeOutbox(
                groups, ledger, new Senders(() -> templates, config.baseUrl(), config.sendDeadline()), clock, random);
        history = new History(log, id -> pages.page(id).map(Page::opened));
        notifications = new Notifications(desk, ledger, notices, clock);
        actionOutbox = new ActionOutbox(actions, actionDesk, ledger, clock, random, config.sendDeadline());
        outbox = new Outbox(
                pages,
                pager,
                ledger,
                this::people,
                clock,
                random,
                new Outbox.Settings(config.baseUrl(), config.email(), config.sendDeadline()));
        engine = new RuleEngine(
                books.alerts,
                prepared.recorded,
                ledger,
                clock,
                new RuleSurroundings(Map.of(), config.baseUrl(), expressions),
                config.settle());
    }

    /**
     * Reads the definitions. Throws {@link InvalidDefinitionsException} with every problem when they cannot be used.
     *
     * @param log alerting's only durable state; not read yet
     * @param recorded takes the results of recording rules, {@code ALERTS} and {@code ALERTS_FOR_STATE}
     * @param random for page ids and for the jitter of retries
     */
    public static PreparedAlerting prepare(
            AlertingConfig config,
            EventLog log,
            Expressions expressions,
            SampleSink recorded,
            InstantSource clock,
            RandomGenerator random) {
        return new PreparedAlerting(config, log, expressions, recorded, clock, random);
    }

    /** Goes on from what the books of {@code prepared} hold, which is all of the log. */
    static Alerting resumed(PreparedAlerting prepared) {
        Alerting alerting = new Alerting(prepared);
        Instant now = alerting.clock.instant();
        alerting.ledger.resume(now);
        alerting.apply(prepared.definitions, now);
        return alerting;
    }

    /** Begins to evaluate and to send, on threads of its own. */
    public synchronized void start() {
        if (schedule != null) {
            throw new IllegalStateException("alerting was started already");
        }
        Schedule threads = new Schedule();
        schedule = threads;
        threads.everyTick(() -> {
            engine.evaluate(clock.instant(), threads.evaluators());
            ledger.checkpoint(clock.instant());
        });
        threads.everyTick(() -> {
            ledger.tick(clock.instant());
            outbox.deliver(clock.instant(), threads.senders());
            notifications.deliver(clock.instant(), threads.notifiers());
            actionOutbox.deliver(clock.instant(), threads.notifiers());
        });
    }

    /** Evaluates every group whose slot has come by {@code now}, on this thread. */
    public void evaluate(Instant now) {
        engine.evaluate(now);
        ledger.checkpoint(now);
    }

    /** Takes the escalation steps and sends the messages whose time has come by {@code now}, on this thread. */
    public void deliver(Instant now) {
        ledger.tick(now);
        outbox.deliver(now, Runnable::run);
        notifications.deliver(now, Runnable::run);
        actionOutbox.deliver(now, Runnable::run);
    }

    /** Reads the definition folder anew: all of it comes into force, or nothing does. */
    public synchronized ReloadResult reload() {
        try {
            Definitions read = read();
            SloMeters newMeters = new SloMeters(read.slos(), expressions);
            definitions = read;
            meters = newMeters;
            apply(read, clock.instant());
            return new ReloadResult.Applied(read.groups().size(), read.slos().size());
        } catch (InvalidDefinitionsException e) {
            return new ReloadResult.Refused(e.problems());
        }
    }

    /** What is wrong with the definition folder as it is now. Changes nothing. */
    public List<Problem> check() {
        try {
            read();
            return List.of();
        } catch (InvalidDefinitionsException e) {
            return e.problems();
        }
    }

    private Definitions read() {
        return Definitions.read(config.definitions(), config.alertmanager(), expressions);
    }

    private void apply(Definitions read, Instant now) {
        read.notices().forEach(notice -> LOG.info("{}/{}", config.definitions(), notice));
        templates = DefaultTemplates.with(read.routing());
        actionDesk.use(read.actions());
        notifications.use(read.routing(), now);
        engine.use(read.groups(), now);
        ledger.retire(RuleEngine.ruleIds(read.groups()), now);
        onCall.lost()
                .forEach(lost -> LOG.warn(
                        "{}/oncall.yml: the override of {} by {} from {} to {} does not count: {}",
                        config.definitions(),
                        lost.rotation(),
                        lost.person(),
                        lost.from(),
                        lost.end(),
                        people().lost(lost).orElse("")));
    }

    private boolean isInFlight(String noticeId) {
        return notices.isInFlight(noticeId);
    }

    /** How attempts to reach people by pages ended, by channel. */
    public DeliveryCounts pageDeliveries() {
        return outbox.counts();
    }

    /** How attempts to reach receivers ended, by kind of integration. */
    public DeliveryCounts noticeDeliveries() {
        return notices.counts();
    }

    /** What Alertmanager would do: alerts from elsewhere, routes, groups, silences. */
    public Notifications notifications() {
        return notifications;
    }

    /** What is done by itself when alerts fire, and how it stands. */
    public List<ActionView> actions() {
        return ActionView.all(actionDesk, actions, clock.instant());
    }

    /** Heartbeats as they are defined now. */
    public List<Heartbeat> heartbeats() {
        return definitions.heartbeats();
    }

    /** People, rotations and policies as they are in force now. */
    public OnCall people() {
        return onCall.people();
    }

    /** What people hand over to one another. */
    public OnCallDesk onCallDesk() {
        return onCall;
    }

    /** Somebody takes the page: nobody else is called. */
    public CommandResult acknowledge(String pageId, String by) {
        return acknowledge(pageId, by, null);
    }

    /**
     * Somebody takes the page for {@code time}; if it is not over by then, others are called.
     *
     * @param time null: until it is over
     */
    public CommandResult acknowledge(String pageId, String by, @Nullable Duration time) {
        return command(
                pageId,
                (page, now) -> page.state() == Page.State.OPEN || (time != null && by.equals(page.acknowledgedBy()))
                        ? List.of(new PageEvent.PageAcknowledged(
                                now, page.id(), by, time == null ? null : now.plus(time)))
                        : List.of());
    }

    /** Whoever has the page gives it back: the next are called. */
    public CommandResult release(String pageId, String by) {
        return command(
                pageId,
                (page, now) -> page.state() == Page.State.ACKNOWLEDGED ? pager.release(page, by, now) : List.of());
    }

    /** Somebody says whether it was worth being woken for. */
    public CommandResult judge(String pageId, String by, boolean useful, String text) {
        return command(pageId, (page, now) -> List.of(new PageEvent.PageJudged(now, page.id(), by, useful, text)));
    }

    /** Somebody says that it is over, whatever the alert says. */
    public CommandResult resolve(String pageId, String by) {
        return command(
                pageId, (page, now) -> page.state() == Page.State.RESOLVED ? List.of() : pager.resolve(page, by, now));
    }

    /** Calls the next step now. */
    public CommandResult escalate(String pageId) {
        return command(
                pageId, (page, now) -> page.state() == Page.State.RESOLVED ? List.of() : pager.escalate(page, now));
    }

    private CommandResult command(String pageId, BiFunction<Page, Instant, List<PageEvent>> decision) {
        if (pages.page(pageId).isEmpty()) {
            return new CommandResult.Unknown(pageId);
        }
        List<PageEvent> events =
                ledger.commit(() -> decision.apply(pages.page(pageId).orElseThrow(), clock.instant()));
        Page page = pages.page(pageId).orElseThrow();
        return events.isEmpty() ? new CommandResult.Refused(page, reason(page)) : new CommandResult.Done(page);
    }

    private static String reason(Page page) {
        return switch (page.state()) {
            case OPEN -> "nobody else is left to be called";
            case ACKNOWLEDGED -> "the page was acknowledged by " + page.acknowledgedBy() + " already";
            case RESOLVED -> "the page is resolved";
        };
    }

    /** What fired, who was told, who did what about it, newest first. */
    public HistoryPage history(HistoryQuestion question) {
        return history.search(question);
    }

    /** What the pages since then were worth, by rule, the noisiest first. */
    public List<NoiseReport> noise(Instant since, ZoneId zone) {
        return NoiseReport.of(pages(), since, zone);
    }

    /** How often each of the people was called since then, and when by their own clocks. */
    public List<LoadReport> load(Instant since) {
        return LoadReport.of(pages(), people().people().values(), since);
    }

    /** Newest first. */
    public List<Page> pages() {
        return pages.newestFirst();
    }

    public Optional<Page> page(String pageId) {
        return pages.page(pageId);
    }

    /** The open page that an alert of {@code rule} and {@code service} belongs to. */
    public Optional<Page> openPage(String rule, String service) {
        return pages.unresolved(rule, service);
    }

    /** Messages in the built-in inboxes, newest first. */
    public List<InboxMessage> inbox() {
        return InboxMessage.of(pages);
    }

    /** All rules by group, with their health. */
    public List<GroupView> groups() {
        return engine.groups();
    }

    /** Pending and firing alerts. */
    public List<AlertView> alerts() {
        return engine.alerts();
    }

    /**
     * Tries the alerting rules of a rule file on what is stored, from {@code since} ago until now. Writes nothing. Throws
     * {@link InvalidDefinitionsException} when the text is no rule file, and what expressions throw when they fail.
     */
    public List<BacktestResult> backtest(String ruleFile, Duration since, List<KnownIncident> incidents) {
        Problems problems = new Problems();
        List<RuleGroup> groups = RuleFile.read("rules", ruleFile, expressions, problems);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        Instant now = clock.instant();
        List<BacktestResult> results = new ArrayList<>();
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                if (rule instanceof Rule.AlertRule alert) {
                    results.add(new Backtest(alert, now.minus(since), now, group.interval()).run(people(), incidents));
                }
            }
        }
        return results;
    }

    /** Where the objectives stand, in the order of their files. Reads the store, so it may take a moment. */
    public List<SloStatus> slos() {
        Instant now = clock.instant();
        return meters.at(now).stream()
                .map(meter -> meter.status(now, budgets.corrections(meter.slo().name())))
                .toList();
    }

    public Optional<SloStatus> slo(String name) {
        return budgets.meter(name).map(meter -> meter.status(clock.instant(), budgets.corrections(name)));
    }

    /** An objective as it is defined now. */
    public Optional<Slo> objective(String name) {
        return budgets.meter(name).map(SloMeter::slo);
    }

    /** What budgets went to, what follows, and where people stand above that. */
    public BudgetDesk budgets() {
        return budgets;
    }

    /** Who would be called first now, by policy, and who follows. */
    public List<OnCallNow> onCall() {
        return people().at(clock.instant());
    }

    /** Who has which shift in that time, and whom each step would call now. */
    public OnCallSchedule schedule(Instant from, Instant until) {
        return people().schedule(from, until, clock.instant());
    }

    @Override
    public synchronized void close() {
        if (schedule != null) {
            schedule.close();
            schedule = null;
        }
        ledger.stop(clock.instant());
        outbox.close();
        actionOutbox.close();
        notifications.close();
    }
}
