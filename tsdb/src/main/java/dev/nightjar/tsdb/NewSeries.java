package dev.nightjar.tsdb;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Labels;

/** A series that a batch brings and the store does not know, checked but not yet added. */
record NewSeries(int id, Labels labels, byte[] canonical) {
    /** Any UTF-8 text is a valid name, as in Prometheus 3; but a series without a metric's name cannot be asked for. */
    static Labels check(byte[] bytes, int start, int end) throws InvalidLabelsException {
        Labels labels = LabelBytes.decode(bytes, start, end);
        if (labels.metricName().isEmpty()) {
            throw new InvalidLabelsException("series " + labels + " has no metric name (label __name__)");
        }
        return labels;
    }
}
