package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.Attached;
import dev.nightjar.ingest.WireExemplars;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one scrape, in columns, on their way into one batch whose label bytes are those of {@link KnownSeries}.
 * Used once.
 */
final class ScrapeIntake {
    private final KnownSeries known;
    private final long atMillis;
    private final int sampleLimit;
    private int[] series;
    private long[] timesMillis;
    private long[] valueBits;
    private @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[0];
    private long[] startMillis = new long[0];
    private int count;
    private final List<SampleAttachments.OfSeries> exemplars = new ArrayList<>(0);
    private final List<MetricMetadata> metadata = new ArrayList<>(0);
    private int total;
    private int kept;
    private int added;
    private int limited;
    private int duplicates;
    private int histogramCount;
    private int exemplarsDropped;

    /**
     * @param atMillis time of samples that have none of their own
     * @param sampleLimit 0 for none
     */
    ScrapeIntake(KnownSeries known, long atMillis, int sampleLimit) {
        this.known = known;
        this.atMillis = atMillis;
        this.sampleLimit = sampleLimit;
        int expected = known.count() + 16;
        series = new int[expected];
        timesMillis = new long[expected];
        valueBits = new long[expected];
    }

    /**
     * A sample of the target; false where it is not taken, as its series is dropped or was there already.
     *
     * @param one of {@link KnownSeries}, -1 if it is dropped
     * @param timed whether {@code timeMillis} is its own
     * @param tracks whether the series ends when it does not come any more
     */
    boolean scraped(int one, boolean timed, long timeMillis, boolean tracks, long bits) {
        total++;
        if (one < 0) {
            return false;
        }
        kept++;
        boolean isNew = known.isNew(one);
        boolean again = known.come(one, tracks);
        if (again && !timed) {
            duplicates++;
            return false;
        }
        limited++;
        if (isNew && (sampleLimit == 0 || limited <= sampleLimit)) {
            added++;
        }
        add(one, timed ? timeMillis : atMillis, bits);
        return true;
    }

    /** Makes the sample added last a native histogram. */
    void histogram(NativeHistogram histogram) {
        if (count > histograms.length) {
            histograms = Arrays.copyOf(histograms, Math.max(16, 2 * count));
        }
        histograms[count - 1] = histogram;
        histogramCount++;
    }

    /** Says since when the counter of the sample added last counts. */
    void startedAt(long millis) {
        if (count > startMillis.length) {
            startMillis = Arrays.copyOf(startMillis, Math.max(16, 2 * count));
        }
        startMillis[count - 1] = millis;
    }

    /**
     * Of the sample added last, whose time it gets where it has none of its own; left out where its labels are too long
     * and where the series has it already.
     *
     * @param shown as the target shows it: its time is 0 if it has none
     */
    void exemplar(Exemplar shown) {
        int one = series[count - 1];
        if (isUntimedOfHistogram(shown) || known.exemplars().isRepeated(one, shown)) {
            return;
        }
        if (!WireExemplars.fits(shown.labels())) {
            exemplarsDropped++;
            return;
        }
        known.exemplars().come(one, shown);
        long millis = UntimedExemplars.isTimed(shown) ? shown.timestampMillis() : timesMillis[count - 1];
        exemplars.add(new SampleAttachments.OfSeries(count - 1, new Exemplar(shown.labels(), shown.value(), millis)));
    }

    /** A native histogram shows several at once: nobody could say which of them, without a time, are new. */
    private boolean isUntimedOfHistogram(Exemplar shown) {
        boolean ofHistogram = count <= histograms.length && histograms[count - 1] != null;
        return ofHistogram && !UntimedExemplars.isTimed(shown);
    }

    void metadata(MetricMetadata about) {
        metadata.add(about);
    }

    /** A sample that the target did not send: it does not count. */
    void report(Labels labels, double value) {
        int one = known.seriesOf(labels);
        known.come(one, false);
        add(one, atMillis, Double.doubleToRawLongBits(value));
    }

    /** A marker for each series that was live and is so no more. */
    void markEnded(boolean all) {
        for (int one = 0; one < known.count(); one++) {
            if (all ? known.isLive(one) : known.ended(one)) {
                add(one, atMillis, StaleMarker.BITS);
            }
        }
    }

    /** A marker for the series of a report. */
    void markReport(Labels labels) {
        add(known.seriesOf(labels), atMillis, StaleMarker.BITS);
    }

    private void add(int one, long timeMillis, long bits) {
        if (count == series.length) {
            series = Arrays.copyOf(series, 2 * count);
            timesMillis = Arrays.copyOf(timesMillis, 2 * count);
            valueBits = Arrays.copyOf(valueBits, 2 * count);
        }
        series[count] = one;
        timesMillis[count] = timeMillis;
        valueBits[count++] = bits;
    }

    /** Samples that the target sent. */
    int total() {
        return total;
    }

    /** Those that metric relabelling left. */
    int kept() {
        return kept;
    }

    /** Series that the scrape before did not have. */
    int added() {
        return added;
    }

    /** Samples of series that were there already. */
    int duplicates() {
        return duplicates;
    }

    boolean isBeyondLimit() {
        return sampleLimit > 0 && limited > sampleLimit;
    }

    /** What came beside numbers. */
    Attached attached() {
        return new Attached(histogramCount, exemplars.size(), exemplarsDropped, metadata.size());
    }

    boolean isEmpty() {
        return count == 0;
    }

    SampleBatch batch() {
        int[] labelStart = new int[count];
        int[] labelEnd = new int[count];
        int[] firstSample = new int[count + 1];
        for (int i = 0; i < count; i++) {
            labelStart[i] = known.start(series[i]);
            labelEnd[i] = known.end(series[i]);
            firstSample[i] = i;
        }
        firstSample[count] = count;
        SampleAttachments attachments = new SampleAttachments(histograms, startMillis, exemplars, metadata);
        return new SampleBatch(
                known.bytes(),
                count,
                labelStart,
                labelEnd,
                firstSample,
                timesMillis,
                valueBits,
                attachments.isEmpty() ? SampleAttachments.NONE : attachments);
    }
}
