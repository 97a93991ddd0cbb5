package dev.nightjar.query.promql;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepColumns;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/*
 * Info metrics (target_info, build_info, ...) have the value 1 and say something by their labels. A series finds its
 * info series by instance and job, those of the two that it has. Which info series there is can change from step to
 * step: the one with the newest sample counts. Here the base series are gone through one by one; for each, the steps
 * with the same info series share one result series.
 */
/** {@code info(vector, {conditions})}: adds to each series the labels of the info series about the same target. */
final class InfoJoin {
    private static final String DEFAULT_METRIC = "target_info";

    /** What is meant where it is only said which metrics are not. */
    private static final Matcher INFO_METRICS = new Matcher(Labels.METRIC_NAME, Matcher.Op.MATCHES, ".+_info");

    private static final List<String> IDENTIFYING = List.of("instance", "job");

    /** More values of one label than this are not listed in a regular expression, but looked up afterwards. */
    private static final int MAX_ALTERNATIVES = 100;

    private final Evaluator evaluator;
    private final Expr argument;
    private final List<Matcher> names = new ArrayList<>();
    private final Map<String, List<Matcher>> conditions = new LinkedHashMap<>();
    private final boolean othersDeclined;
    private final boolean leavesInfosAlone;

    /** By the labels that identify a target: by metric, the info series about it, with the times of their samples. */
    private final Map<Labels, TreeMap<String, List<StepSeries>>> infos = new HashMap<>();

    private record Result(boolean dropName, StepColumns columns) {}

    private final Map<Labels, Result> results = new LinkedHashMap<>();

    InfoJoin(Evaluator evaluator, Expr.Call call) {
        this.evaluator = evaluator;
        this.argument = call.arguments().getFirst();
        if (call.arguments().size() > 1
                && call.arguments().get(1).unwrapped() instanceof Expr.VectorSelector selector) {
            selector.matchers().forEach(this::condition);
        }
        leavesInfosAlone = call.arguments().size() == 1 || !names.isEmpty();
        if (names.isEmpty()) {
            names.add(Matcher.equal(Labels.METRIC_NAME, DEFAULT_METRIC));
        } else if (names.stream().noneMatch(InfoJoin::isPositive)) {
            names.add(INFO_METRICS);
        }
        othersDeclined = conditions.values().stream().flatMap(List::stream).anyMatch(each -> !each.matchesAbsent());
    }

    private void condition(Matcher matcher) {
        if (matcher.name().equals(Labels.METRIC_NAME)) {
            names.add(matcher);
        } else {
            conditions
                    .computeIfAbsent(matcher.name(), name -> new ArrayList<>())
                    .add(matcher);
        }
    }

    private static boolean isPositive(Matcher matcher) {
        return matcher.op() == Matcher.Op.EQUAL || matcher.op() == Matcher.Op.MATCHES;
    }

    List<StepSeries> join() {
        List<StepSeries> base = evaluator.vector(argument);
        read(base);
        for (StepSeries series : base) {
            if (isInfo(series)) {
                put(series, series.labels(), 0, evaluator.steps().count());
            } else {
                enrich(series);
            }
        }
        List<StepSeries> joined = new ArrayList<>(results.size());
        results.forEach((labels, result) -> joined.add(result.columns.series(labels, result.dropName)));
        return joined;
    }

    /** What is an info series itself is left as it is, unless only labels were asked for. */
    private boolean isInfo(StepSeries series) {
        return leavesInfosAlone
                && names.stream().allMatch(name -> name.matches(series.labels().metricName()));
    }

    private void read(List<StepSeries> base) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        for (StepSeries series : base) {
            for (String name : IDENTIFYING) {
                if (series.labels().has(name) && !isInfo(series)) {
                    wanted.computeIfAbsent(name, label -> new HashSet<>())
                            .add(series.labels().get(name));
                }
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        LookTimes look = LookTimes.ofFirstSelector(argument, evaluator.steps(), evaluator.scope());
        Selectors.OfHistograms refused = (labels, samples) -> {
            throw QueryException.execution("info metrics have numbers, " + labels + " has native histograms");
        };
        evaluator.selectors().select(matchers(wanted), look, Selectors.Shown.TIME, false, refused, info -> {
            boolean aboutBase = wanted.entrySet().stream()
                    .allMatch(label -> label.getValue().contains(info.labels().get(label.getKey())));
            if (aboutBase) {
                evaluator.scope().budget().held(info.values().length);
                infos.computeIfAbsent(info.labels().keep(IDENTIFYING), target -> new TreeMap<>())
                        .computeIfAbsent(info.labels().metricName(), metric -> new ArrayList<>())
                        .add(info);
            }
        });
    }

    private List<Matcher> matchers(Map<String, Set<String>> wanted) {
        List<Matcher> matchers = new ArrayList<>(names);
        conditions.values().forEach(matchers::addAll);
        wanted.forEach((name, values) -> {
            if (values.size() == 1) {
                matchers.add(Matcher.equal(name, values.iterator().next()));
            } else if (values.size() <= MAX_ALTERNATIVES) {
                matchers.add(new Matcher(name, Matcher.Op.MATCHES, alternatives(values)));
            }
        });
        return matchers;
    }

    private static String alternatives(Set<String> values) {
        StringBuilder regex = new StringBuilder();
        for (String value : values) {
            regex.append(regex.isEmpty() ? "" : "|").append(com.google.re2j.Pattern.quote(value));
        }
        return regex.toString();
    }

    /** Cuts the series into stretches of steps with the same info series. */
    private void enrich(StepSeries series) {
        Map<String, List<StepSeries>> about = infos.getOrDefault(series.labels().keep(IDENTIFYING), new TreeMap<>());
        int steps = evaluator.steps().count();
        evaluator.scope().budget().work((long) steps * (1 + about.size()));
        int from = 0;
        List<StepSeries> chosen = chosen(about, 0);
        for (int step = 1; step <= steps; step++) {
            List<StepSeries> next = step == steps ? List.of() : chosen(about, step);
            if (step == steps || !chosen.equals(next)) {
                enrich(series, chosen, from, step);
                from = step;
                chosen = next;
            }
        }
    }

    /** Of each info metric the series whose sample is the newest at a step. */
    private static List<StepSeries> chosen(Map<String, List<StepSeries>> about, int step) {
        List<StepSeries> chosen = new ArrayList<>(about.size());
        for (List<StepSeries> sameMetric : about.values()) {
            StepSeries newest = null;
            for (StepSeries info : sameMetric) {
                double time = info.values()[step];
                if (Absent.is(time)) {
                    continue;
                }
                if (newest != null && newest.values()[step] == time) {
                    throw QueryException.execution("found duplicate series for info metric: existing "
                            + newest.labels() + " @ " + Math.round(time * 1000) + ", new " + info.labels() + " @ "
                            + Math.round(time * 1000));
                }
                if (newest == null || newest.values()[step] < time) {
                    newest = info;
                }
            }
            if (newest != null) {
                chosen.add(newest);
            }
        }
        return chosen;
    }

    private void enrich(StepSeries series, List<StepSeries> chosen, int from, int to) {
        if (chosen.isEmpty() && othersDeclined) {
            return;
        }
        boolean any = false;
        for (int step = from; step < to && !any; step++) {
            any = series.isPresent(step);
        }
        if (any) {
            put(series, labels(series.labels(), chosen), from, to);
        }
    }

    /** The base's own labels win; two info series must not contradict each other. */
    private Labels labels(Labels base, List<StepSeries> chosen) {
        Labels.Builder added = Labels.builder();
        for (StepSeries info : chosen) {
            for (Label label : info.labels()) {
                boolean asked = conditions.isEmpty() || conditions.containsKey(label.name());
                if (label.name().equals(Labels.METRIC_NAME) || !asked) {
                    continue;
                }
                String known = added.get(label.name());
                if (!known.isEmpty() && !known.equals(label.value())) {
                    throw QueryException.execution("conflicting label: " + label.name());
                }
                if (!base.has(label.name())) {
                    added.set(label.name(), label.value());
                }
            }
        }
        return added.setAll(base).build();
    }

    private void put(StepSeries series, Labels labels, int from, int to) {
        Result result = results.computeIfAbsent(labels, made -> {
            int steps = evaluator.steps().count();
            evaluator.scope().budget().held(steps);
            return new Result(series.dropName(), new StepColumns(steps));
        });
        for (int step = from; step < to; step++) {
            if (!series.isPresent(step)) {
                continue;
            }
            if (result.columns.isPresent(step)) {
                throw QueryException.execution("vector cannot contain metrics with the same labelset");
            }
            result.columns.copy(step, series);
        }
    }
}
