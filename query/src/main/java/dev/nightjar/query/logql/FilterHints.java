package dev.nightjar.query.logql;

import dev.nightjar.model.LogSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a store may know of a pipeline: necessary conditions on lines, from the line filters before any change of the line. */
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

    /** The stages without those that a store which applies {@link #of their filters} leaves nothing to do. */
    static List<Stage> left(List<Stage> stages) {
        List<Stage> left = new ArrayList<>();
        boolean lineChanged = false;
        for (Stage stage : stages) {
            lineChanged |= stage instanceof Stage.LineFormat
                    || stage instanceof Stage.Unpack
                    || stage instanceof Stage.Decolorize;
            if (lineChanged || !(stage instanceof Stage.LineFilter filter && isExact(filter))) {
                left.add(stage);
            }
        }
        return left;
    }

    /** Whether the filter is nothing but a text, or one of several, that the line contains. */
    private static boolean isExact(Stage.LineFilter filter) {
        return filter.op() == Stage.LineFilter.Op.CONTAINS
                && filter.operands().stream()
                        .noneMatch(operand ->
                                operand.ip() || operand.text().isEmpty() || !ByteText.isText(operand.text()));
    }

    /** Stores look for text; of other bytes they know what text is among them. */
    private static List<LogSelection.LineFilter> contains(String operand) {
        String text = ByteText.longestText(operand);
        return text.isEmpty() ? List.of() : List.of(new LogSelection.LineFilter.Contains(text, false));
    }

    private static List<LogSelection.LineFilter> of(Stage.LineFilter filter) {
        List<List<LogSelection.LineFilter>> alternatives = new ArrayList<>();
        for (Stage.LineFilter.Operand operand : filter.operands()) {
            alternatives.add(
                    switch (filter.op()) {
                        case CONTAINS -> operand.ip() ? List.of() : contains(operand.text());
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
            Optional<LogSelection.LineFilter> one = longest(conditions);
            if (one.isEmpty()) {
                return List.of();
            }
            longest.add(one.get());
        }
        return List.of(new LogSelection.LineFilter.AnyOf(longest));
    }

    /** The one of several conditions that leaves most lines out, as far as their length tells. */
    static Optional<LogSelection.LineFilter> longest(List<LogSelection.LineFilter> conditions) {
        return conditions.stream().max((a, b) -> length(a) - length(b));
    }

    private static int length(LogSelection.LineFilter filter) {
        return switch (filter) {
            case LogSelection.LineFilter.Contains contains -> contains.text().length();
            case LogSelection.LineFilter.AnyOf any ->
                any.alternatives().stream().mapToInt(FilterHints::length).min().orElse(0);
        };
    }
}
