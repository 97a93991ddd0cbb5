package dev.nightjar.ingest;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a batch without the series whose labels are none. A store refuses a batch as a whole for the sake of
 * one; and senders do not send again what was answered 400.
 *
 * @param refused why series are left out; empty where none is
 */
record ValidSeries(SampleBatch batch, List<Rejection> refused) {
    static ValidSeries of(SampleBatch batch) {
        Map<Integer, List<SampleAttachments.OfSeries>> exemplars = new HashMap<>();
        for (SampleAttachments.OfSeries each : batch.attachments().exemplars()) {
            exemplars
                    .computeIfAbsent(each.series(), series -> new ArrayList<>())
                    .add(each);
        }
        SampleBatch.Builder valid = SampleBatch.builder();
        int left = 0;
        long samples = 0;
        String first = "";
        for (int series = 0; series < batch.seriesCount(); series++) {
            String problem = problem(batch, series);
            if (problem.isEmpty()) {
                copy(batch, series, valid);
                exemplars.getOrDefault(series, List.of()).forEach(each -> valid.exemplar(each.exemplar()));
            } else {
                left++;
                samples += batch.endSample(series) - batch.firstSample(series);
                first = first.isEmpty() ? "series " + series + " of the batch: " + problem : first;
            }
        }
        batch.attachments().metadata().forEach(valid::metadata);
        String others = left > 1 ? " " + (left - 1) + " more series have such labels." : "";
        return new ValidSeries(
                valid.build(),
                left == 0 ? List.of() : List.of(new Rejection("invalid_label", first + "." + others, samples)));
    }

    private static String problem(SampleBatch batch, int series) {
        int bytes = batch.labelEnd(series) - batch.labelStart(series);
        if (bytes > SeriesLabels.MAX_BYTES) {
            return "its labels take " + bytes + " bytes, the limit is " + SeriesLabels.MAX_BYTES
                    + ": send fewer or shorter labels";
        }
        try {
            Labels labels = LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series));
            return labels.metricName().isEmpty() ? "series " + labels + " has no metric name (label __name__)" : "";
        } catch (InvalidLabelsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void copy(SampleBatch batch, int series, SampleBatch.Builder to) {
        to.series(Arrays.copyOfRange(batch.bytes(), batch.labelStart(series), batch.labelEnd(series)));
        for (int i = batch.firstSample(series); i < batch.endSample(series); i++) {
            NativeHistogram histogram = batch.attachments().histogram(i);
            if (histogram == null) {
                to.sampleBits(batch.timestampMillis(i), batch.valueBits(i));
            } else {
                to.histogram(batch.timestampMillis(i), histogram);
            }
            if (batch.attachments().startMillis(i) != 0) {
                to.startedAt(batch.attachments().startMillis(i));
            }
        }
    }

    /** What came beside numbers and is left, where {@code all} came. */
    Attached attached(Attached all) {
        int histograms = 0;
        for (int i = 0; i < batch.sampleCount(); i++) {
            histograms += batch.attachments().histogram(i) == null ? 0 : 1;
        }
        return new Attached(histograms, batch.attachments().exemplars().size(), all.exemplarsDropped(), all.metadata());
    }
}
