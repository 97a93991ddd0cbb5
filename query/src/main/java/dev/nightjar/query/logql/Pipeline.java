package dev.nightjar.query.logql;

import dev.nightjar.query.SourceText;
import java.util.List;

/** A pipeline's stages made ready to run, one after the other. Thread-safe. */
final class Pipeline {
    private final List<Step> steps;

    private Pipeline(List<Step> steps) {
        this.steps = steps;
    }

    static Pipeline of(List<Stage> stages, SourceText source) {
        return new Pipeline(stages.stream().map(stage -> step(stage, source)).toList());
    }

    private static Step step(Stage stage, SourceText source) {
        return switch (stage) {
            case Stage.LineFilter filter -> LineSteps.filter(filter, source);
            case Stage.Json json -> new JsonStep(json, source);
            case Stage.Logfmt logfmt -> new LogfmtStep(logfmt);
            case Stage.PatternParser pattern -> FieldSteps.pattern(pattern, source);
            case Stage.Regexp regexp -> FieldSteps.regexp(regexp, source);
            case Stage.Unpack _ -> FieldSteps.unpack();
            case Stage.Decolorize _ -> FieldSteps.decolorize();
            case Stage.LineFormat format -> FieldSteps.lineFormat(format, source);
            case Stage.LabelFormat format -> FieldSteps.labelFormat(format, source);
            case Stage.LabelFilter filter -> new ConditionStep(filter.condition());
            case Stage.Select select -> FieldSteps.select(select);
        };
    }

    /** Whether the entry comes out at the end. */
    boolean apply(Entry entry) {
        for (Step step : steps) {
            if (!step.apply(entry)) {
                return false;
            }
        }
        return true;
    }
}
