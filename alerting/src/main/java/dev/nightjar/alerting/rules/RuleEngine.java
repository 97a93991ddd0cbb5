package dev.nightjar.alerting.rules;

import dev.nightjar.model.SampleSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
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
            String externalUrl,
            Duration settle) {
        this.book = book;
        this.context = new GroupRunner.EngineContext(book, sink, outcomes, clock, externalUrl);
        this.settledAt = book.isEmpty() ? Instant.MIN : clock.instant().plus(settle);
    }

    /** From now on these groups; those that did not change go on undisturbed, series of those that are gone end. */
    public synchronized void use(List<RuleGroup> groups, Instant now) {
        List<GroupRunner> next = new ArrayList<>();
        List<GroupRunner> gone = new ArrayList<>(runners);
        for (RuleGroup group : groups) {
            GroupRunner same = runners.stream()
                    .filter(runner -> sameDefinition(runner.group(), group))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                same = new GroupRunner(group, context);
                same.startAfter(now);
            }
            gone.remove(same);
            next.add(same);
        }
        runners = List.copyOf(next);
        gone.forEach(runner -> runner.end(now));
    }

    /** Expressions and templates are compared by their text: prepared twice they are other objects. */
    private static boolean sameDefinition(RuleGroup a, RuleGroup b) {
        return a.id().equals(b.id()) && RuleText.of(a).equals(RuleText.of(b));
    }

    /** Evaluates every group whose slot has come, one after the other. */
    public void evaluate(Instant now) {
        evaluate(now, Runnable::run);
    }

    /** Has every group whose slot has come evaluated by {@code executor}; a group is never evaluated twice at once. */
    public void evaluate(Instant now, Executor executor) {
        boolean settling = now.isBefore(settledAt);
        for (GroupRunner runner : runners) {
            if (runner.isDue(now)) {
                executor.execute(() -> evaluate(runner, now, settling));
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
        }
        return alerts;
    }

    /** Identities of the rules of {@code groups}. */
    public static Set<String> ruleIds(List<RuleGroup> groups) {
        Set<String> ids = new HashSet<>();
        groups.forEach(group -> group.rules().forEach(rule -> ids.add(rule.id())));
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
