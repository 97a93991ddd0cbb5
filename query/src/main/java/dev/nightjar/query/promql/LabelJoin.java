package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.vector.StepSeries;
import java.util.List;
import java.util.stream.Collectors;

/** {@code label_join}: a label from the values of others, a separator between them. */
record LabelJoin(String target, String separator, List<String> sources) {
    /** From the arguments: target label, separator, source labels. */
    static LabelJoin of(List<String> texts) {
        LabelReplace.requireLabelName(texts.getFirst(), "destination", "label_join");
        List<String> sources = texts.subList(2, texts.size());
        sources.forEach(source -> LabelReplace.requireLabelName(source, "source", "label_join"));
        return new LabelJoin(texts.getFirst(), texts.get(1), sources);
    }

    StepSeries apply(StepSeries series) {
        String joined = sources.stream().map(series.labels()::get).collect(Collectors.joining(separator));
        boolean named = target.equals(Labels.METRIC_NAME);
        return series.withLabels(
                series.labels().with(target, QueryText.requireModest(joined, "label_join()")),
                series.dropName() && !named);
    }
}
