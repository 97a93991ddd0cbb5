package dev.nightjar.query.logql;

import dev.nightjar.query.logql.template.LineTemplate;
import dev.nightjar.query.vector.Grouping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which labels a metric query needs of its parsers: those it groups by, filters by, formats or unwraps. Parsers extract
 * no others and stop once they have these, so that what is broken further on in a line harms nothing, and a query that
 * needs none parses nothing. Loki does the same; which lines fail depends on it.
 *
 * @param everything all labels, as lines and queries without a grouping need
 * @param labels needed where not everything is
 * @param keepsErrors the query looks at {@code __error__} itself, so lines that could not be parsed are samples like others
 */
record Needs(boolean everything, Set<String> labels, boolean keepsErrors) {
    static final Needs EVERYTHING = new Needs(true, Set.of(), false);

    Needs {
        labels = Set.copyOf(labels);
    }

    /** {@code grouping}: by what the result, or the sum of it, is grouped at once. */
    static Needs of(Expression.RangeAggregation range, Optional<Grouping> grouping) {
        boolean absent = range.function() == RangeFunction.ABSENT_OVER_TIME;
        Set<String> names = new TreeSet<>();
        addNames(range.lines().stages(), names);
        range.unwrap().ifPresent(unwrap -> {
            names.add(unwrap.label());
            addNames(unwrap.after(), names);
        });
        if (!absent) {
            if (grouping.isEmpty() || grouping.get().without()) {
                return names.contains(Entry.ERROR) ? new Needs(true, Set.of(), true) : EVERYTHING;
            }
            names.addAll(grouping.get().labels());
        }
        for (String name : List.copyOf(names)) {
            if (name.endsWith(Entry.EXTRACTED)) {
                names.add(name.substring(0, name.length() - Entry.EXTRACTED.length()));
            }
        }
        return new Needs(false, names, names.contains(Entry.ERROR));
    }

    private static void addNames(List<Stage> stages, Set<String> names) {
        for (Stage stage : stages) {
            switch (stage) {
                case Stage.LabelFilter filter -> ConditionStep.names(filter.condition(), names);
                case Stage.LineFormat format -> names.addAll(LineTemplate.fields(format.template()));
                case Stage.LabelFormat format ->
                    format.formats().forEach(each -> {
                        if (each.rename()) {
                            names.add(each.value());
                        } else {
                            names.addAll(LineTemplate.fields(each.value()));
                        }
                    });
                case Stage.LineFilter _,
                        Stage.Json _,
                        Stage.Logfmt _,
                        Stage.PatternParser _,
                        Stage.Regexp _,
                        Stage.Unpack _,
                        Stage.Decolorize _,
                        Stage.Select _ -> {}
            }
        }
    }
}
