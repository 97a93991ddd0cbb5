package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import java.time.InstantSource;
import java.util.List;

/** A pipeline's stages made ready to run, one after the other. Thread-safe. */
final class Pipeline {
    private final List<Step> steps;

    private Pipeline(List<Step> steps) {
        this.steps = steps;
    }

    /** {@code clock}: what templates take for the present. Throws {@link QueryException} where a stage cannot work. */
    static Pipeline of(List<Stage> stages, InstantSource clock) {
        return new Pipeline(stages.stream().map(stage -> step(stage, clock)).toList());
    }

    private static Step step(Stage stage, InstantSource clock) {
        return switch (stage) {
            case Stage.LineFilter filter -> LineSteps.filter(filter);
            case Stage.Json json -> new JsonStep(json);
            case Stage.Logfmt logfmt -> new LogfmtStep(logfmt);
            case Stage.PatternParser pattern -> FieldSteps.pattern(pattern);
            case Stage.Regexp regexp -> FieldSteps.regexp(regexp);
            case Stage.Unpack _ -> FieldSteps.unpack();
            case Stage.Decolorize _ -> FieldSteps.decolorize();
            case Stage.LineFormat format -> FormatSteps.line(format, clock);
            case Stage.LabelFormat format -> FormatSteps.labels(format, clock);
            case Stage.LabelFilter filter -> new ConditionStep(filter);
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
