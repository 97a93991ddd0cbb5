package dev.nightjar.ingest.push;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.MetricFamilyReader;
import dev.nightjar.ingest.exposition.BoundText;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a push in the binary format; histograms are taken in their native form where they have one. Used once. */
final class PushedFamilies implements MetricFamilyReader.Sink<MalformedException> {
    private final PushedBody to;
    private final MetricFamilyReader in;
    private List<Exemplar> exemplarsOfLast = new ArrayList<>();

    PushedFamilies(PushedBody to, byte[] body) {
        this.to = to;
        this.in = new MetricFamilyReader(body, body.length, true, false, false);
    }

    void read() throws MalformedException {
        in.read(this);
    }

    @Override
    public void family(MetricMetadata about) {
        to.pushed().describe(about);
    }

    @Override
    public void number(MetricFamilyReader metric, String suffix, String bound, double boundValue, long bits)
            throws MalformedException {
        Map<String, String> labels = metric.labels();
        labels.put(Labels.METRIC_NAME, metric.name() + suffix);
        if (!bound.isEmpty()) {
            labels.put(bound, BoundText.of(boundValue));
        }
        exemplarsOfLast = new ArrayList<>();
        to.add(labels, new Pushed.Series(metric.name(), bits, null, exemplarsOfLast), metric.isTimed());
    }

    @Override
    public void histogram(MetricFamilyReader metric, NativeHistogram histogram) throws MalformedException {
        Map<String, String> labels = metric.labels();
        labels.put(Labels.METRIC_NAME, metric.name());
        exemplarsOfLast = new ArrayList<>();
        to.add(labels, new Pushed.Series(metric.name(), 0, histogram, exemplarsOfLast), metric.isTimed());
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        exemplarsOfLast.add(exemplar);
    }
}
