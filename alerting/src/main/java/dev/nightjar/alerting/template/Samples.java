package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.value.GoObject;
import java.util.AbstractList;
import java.util.List;

/** What {@code query} answers. */
final class Samples extends AbstractList<QueriedSample> implements GoObject {
    static final String TYPE = "template.queryResult";

    private final List<QueriedSample> samples;

    Samples(List<QueriedSample> samples) {
        this.samples = List.copyOf(samples);
    }

    @Override
    public QueriedSample get(int index) {
        return samples.get(index);
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public String type() {
        return TYPE;
    }
}
