package dev.nightjar.query.logql;

import dev.nightjar.model.LogSelection;
import dev.nightjar.query.regex.RegexLiterals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a store may know of a pipeline: conditions on lines, from the line filters before any change of the line. */
final class FilterHints {
    private FilterHints() {}

    static List<LogSelection.LineFilter> of(List<Stage> stages) {
        List<LogSelection.LineFilter> hints = new ArrayList<>();
        for (Stage stage : stages) {
            switch (stage) {
                case Stage.LineFilter filter -> hints.addAll(of(filter));
                case Stage.LineFormat _, Stage.Unpack _, Stage.Decolorize _ -> {
                    return hints;
                }
                case Stage.Json _,
                        Stage.Logfmt _,
                        Stage.PatternParser _,
                        Stage.Regexp _,
                        Stage.LabelFormat _,
                        Stage.LabelFilter _,
                        Stage.Select _ -> {}
            }
        }
        return hints;
    }

    /** The stages without the line filters of which a store that applies {@link #of them} leaves nothing to do. */
    static List<Stage> left(List<Stage> stages) {
        List<Stage> left = new ArrayList<>();
        boolean lineChanged = false;
        for (Stage stage : stages) {
            lineChanged |= stage instanceof Stage.LineFormat
                    || stage instanceof Stage.Unpack
                    || stage instanceof Stage.Decolorize;
            if (lineChanged || !(stage instanceof Stage.LineFilter)) {
                left.add(stage);
            }
        }
        return left;
    }

    /** Stores look for text; of other bytes they know what text is among them. */
    private static List<LogSelection.LineFilter> contains(String operand) {
        String text = ByteText.longestText(operand);
        return text.isEmpty() ? List.of() : List.of(new LogSelection.LineFilter.Contains(text, false));
    }

    /** What the filter asks for, before it what a store finds sooner. */
    private static List<LogSelection.LineFilter> of(Stage.LineFilter filter) {
        if (isFulfilledByAll(filter)) {
            return List.of();
        }
        List<LogSelection.LineFilter> tests = filter.operands().stream()
                .map(operand -> exact(filter, operand))
                .toList();
        if (filter.op().negative()) {
            return tests.stream()
                    .<LogSelection.LineFilter>map(LogSelection.LineFilter.Not::new)
                    .toList();
        }
        List<LogSelection.LineFilter> all = new ArrayList<>(texts(filter));
        all.add(tests.size() == 1 ? tests.getFirst() : new LogSelection.LineFilter.AnyOf(tests));
        return all;
    }

    /** {@code |= ""}, which people write who build queries. */
    private static boolean isFulfilledByAll(Stage.LineFilter filter) {
        return filter.op() == Stage.LineFilter.Op.CONTAINS
                && filter.operands().stream()
                        .anyMatch(operand -> !operand.ip() && operand.text().isEmpty());
    }

    private static LogSelection.LineFilter exact(Stage.LineFilter filter, Stage.LineFilter.Operand operand) {
        boolean text = !operand.ip()
                && switch (filter.op()) {
                    case CONTAINS, NOT_CONTAINS -> ByteText.isText(operand.text());
                    case MATCHES, NOT_MATCHES, PATTERN, NOT_PATTERN -> false;
                };
        return text
                ? new LogSelection.LineFilter.Contains(operand.text(), false)
                : new LogSelection.LineFilter.Passes(LineSteps.test(filter, operand));
    }

    /** Texts that a line must contain to pass a filter that asks for more. */
    private static List<LogSelection.LineFilter> texts(Stage.LineFilter filter) {
        List<List<LogSelection.LineFilter>> alternatives = new ArrayList<>();
        for (Stage.LineFilter.Operand operand : filter.operands()) {
            alternatives.add(
                    switch (filter.op()) {
                        case CONTAINS ->
                            operand.ip() || ByteText.isText(operand.text()) ? List.of() : contains(operand.text());
                        case MATCHES -> RegexLiterals.of(operand.text());
                        case PATTERN -> LinePattern.filter(operand.text()).conditions();
                        case NOT_CONTAINS, NOT_MATCHES, NOT_PATTERN -> List.of();
                    });
        }
        if (alternatives.size() == 1) {
            return alternatives.getFirst();
        }
        List<LogSelection.LineFilter> longest = new ArrayList<>();
        for (List<LogSelection.LineFilter> conditions : alternatives) {
            Optional<LogSelection.LineFilter> one = RegexLiterals.longest(conditions);
            if (one.isEmpty()) {
                return List.of();
            }
            longest.add(one.get());
        }
        return List.of(new LogSelection.LineFilter.AnyOf(longest));
    }
}
