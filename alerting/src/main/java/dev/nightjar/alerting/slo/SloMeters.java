package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter for each objective, and for each group that the data have of an objective that is the pattern of several. Groups
 * are looked for every {@link #FRESH}; one that was seen stays, as its budget does. Thread-safe.
 */
public final class SloMeters {
    private static final Logger LOG = LoggerFactory.getLogger(SloMeters.class);
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Samples may come this much later than the time they are of. */
    private static final Duration LATE = Duration.ofMinutes(10);

    /** Each costs what an objective costs; more is a label that was not meant to group by. */
    static final int MOST_GROUPS = 200;

    private final List<Objective> objectives;

    public SloMeters(List<Slo> slos, Expressions expressions) {
        objectives = slos.stream()
                .<Objective>map(slo ->
                        slo.isPattern() ? new Pattern(slo, expressions) : new One(new SloMeter(slo, expressions)))
                .toList();
    }

    /** In the order of the files, groups by name. */
    public List<SloMeter> at(Instant now) {
        List<SloMeter> meters = new ArrayList<>();
        objectives.forEach(objective -> meters.addAll(objective.meters(now)));
        return meters;
    }

    private sealed interface Objective {
        List<SloMeter> meters(Instant now);
    }

    private record One(SloMeter meter) implements Objective {
        @Override
        public List<SloMeter> meters(Instant now) {
            return List.of(meter);
        }
    }

    private static final class Pattern implements Objective {
        private final Slo slo;
        private final Expressions expressions;
        private final Map<Labels, SloMeter> known = new LinkedHashMap<>();
        private @Nullable Instant looked;
        private boolean tooMany;

        Pattern(Slo slo, Expressions expressions) {
            this.slo = slo;
            this.expressions = expressions;
        }

        @Override
        public synchronized List<SloMeter> meters(Instant now) {
            Instant before = looked;
            if (before == null || Duration.between(before, now).abs().compareTo(FRESH) >= 0) {
                look(now, before == null ? slo.window() : since(before, now));
            }
            return known.values().stream()
                    .sorted((a, b) -> a.slo().name().compareTo(b.slo().name()))
                    .toList();
        }

        private Duration since(Instant before, Instant now) {
            Duration back = Duration.between(before, now).abs().plus(LATE).plusSeconds(59);
            return back.compareTo(slo.window()) < 0 ? Duration.ofMinutes(back.toMinutes()) : slo.window();
        }

        /** What cannot be read now is read the next time; the groups that are known stay. */
        private void look(Instant now, Duration back) {
            List<Sample> found;
            try {
                Expression groups = expressions.prepare(slo.totalQuery(back));
                found = groups.at(now).stream()
                        .sorted(Comparator.comparing(Sample::labels))
                        .toList();
            } catch (RuntimeException e) {
                LOG.warn("which groups the objective {} has could not be read: {}", slo.name(), e.getMessage());
                return;
            }
            looked = now;
            for (Sample sample : found) {
                if (known.containsKey(sample.labels())) {
                    continue;
                }
                if (known.size() == MOST_GROUPS) {
                    if (!tooMany) {
                        LOG.warn(
                                "the objective {} has more than {} groups by {}: the others have alerts, and no budget of"
                                        + " their own",
                                slo.name(),
                                MOST_GROUPS,
                                slo.by());
                    }
                    tooMany = true;
                    return;
                }
                known.put(sample.labels(), new SloMeter(named(sample.labels()), expressions));
            }
        }

        /** Names have fewer characters than labels: two groups of the same are told apart by a number of the labels. */
        private Slo named(Labels group) {
            Slo one = slo.of(group);
            boolean taken =
                    known.values().stream().anyMatch(meter -> meter.slo().name().equals(one.name()));
            return taken ? slo.of(group, "-" + Integer.toHexString(group.hashCode())) : one;
        }
    }
}
