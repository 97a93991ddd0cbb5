package dev.nightjar.alerting.rules;

import dev.nightjar.model.SampleSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All groups and when each is due. {@link #evaluate} does everything that is due on the calling thread; with an executor
 * groups run beside each other, each on its own slots. Thread-safe.
 */
public final class RuleEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);

    private final AlertBook book;
    private final GroupRunner.EngineContext context;
    private final Instant settledAt;
    private volatile List<GroupRunner> runners = List.of();

    /**
     * @param book what was active before; changed only by who takes the outcomes
     * @param settle how long after now an alert that was active before is not believed to be over
     */
    public RuleEngine(
            AlertBook book,
            SampleSink sink,
            RuleOutcomes outcomes,
            InstantSource clock,
            RuleSurroundings surroundings,
            Duration settle) {
        this.book = book;
        this.context = new GroupRunner.EngineContext(book, sink, outcomes, clock, surroundings, LOG);
        this.settledAt = book.isEmpty() ? Instant.MIN : clock.instant().plus(settle);
    }

    /**
     * From now on these groups; those that did not change go on undisturbed, rules that are still there go on with their
     * series, and series of what is gone end.
     */
    public synchronized void use(List<RuleGroup> groups, Instant now) {
        Map<String, GroupRunner> gone = new LinkedHashMap<>();
        runners.forEach(runner -> gone.put(runner.group().id(), runner));
        List<GroupRunner> next = new ArrayList<>();
        for (RuleGroup group : groups) {
            GroupRunner before = gone.remove(group.id());
            if (before == null) {
                GroupRunner fresh = new GroupRunner(group, context);
                fresh.startAfter(now);
                next.add(fresh);
            } else {
                next.add(sameDefinition(before.group(), group) ? before : before.changed(group, now));
            }
        }
        runners = List.copyOf(next);
        gone.values().forEach(runner -> runner.end(now));
    }

    /** Expressions and templates are compared by their text: prepared twice they are other objects. */
    private static boolean sameDefinition(RuleGroup a, RuleGroup b) {
        return RuleText.of(a).equals(RuleText.of(b));
    }

    /** Evaluates every group whose slot has come, one after the other. */
    public void evaluate(Instant now) {
        evaluate(now, Runnable::run);
    }

    /** Has every group whose slot has come evaluated by {@code executor}; a group is never evaluated twice at once. */
    public void evaluate(Instant now, Executor executor) {
        boolean settling = now.isBefore(settledAt);
        for (GroupRunner runner : runners) {
            if (runner.claim(now)) {
                try {
                    executor.execute(() -> evaluate(runner, now, settling));
                } catch (RejectedExecutionException e) {
                    runner.release();
                    throw e;
                }
            }
        }
    }

    private static void evaluate(GroupRunner runner, Instant now, boolean settling) {
        try {
            runner.evaluate(now, settling);
        } catch (RuntimeException e) {
            LOG.error(
                    "group {} could not be evaluated; its state stays as it was",
                    runner.group().id(),
                    e);
        }
    }

    public List<GroupView> groups() {
        return runners.stream().map(this::view).toList();
    }

    /** Pending and firing alerts of all rules. */
    public List<AlertView> alerts() {
        List<AlertView> alerts = new ArrayList<>();
        for (GroupRunner runner : runners) {
            for (Rule rule : runner.group().rules()) {
                book.of(rule.id())
                        .values()
                        .forEach(alert -> alerts.add(new AlertView(rule.id(), rule.name(), rule.query(), alert)));
            }
            Rule failing = RuleFailures.ruleOf(runner.group());
            book.of(failing.id())
                    .values()
                    .forEach(alert -> alerts.add(new AlertView(failing.id(), failing.name(), "", alert)));
        }
        return alerts;
    }

    /** Identities of the rules of {@code groups}. */
    public static Set<String> ruleIds(List<RuleGroup> groups) {
        Set<String> ids = new HashSet<>();
        for (RuleGroup group : groups) {
            group.rules().forEach(rule -> ids.add(rule.id()));
            ids.add(RuleFailures.ruleOf(group).id());
        }
        return ids;
    }

    private GroupView view(GroupRunner runner) {
        List<Rule> rules = runner.group().rules();
        return new GroupView(
                runner.group(),
                runner.lastSlot(),
                runner.missed(),
                IntStream.range(0, rules.size())
                        .mapToObj(i -> new GroupView.RuleView(
                                rules.get(i),
                                runner.health(i),
                                List.copyOf(book.of(rules.get(i).id()).values())))
                        .toList());
    }
}
