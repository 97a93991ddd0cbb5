package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.MetricFamilyReader;
import dev.nightjar.ingest.exposition.BoundText;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in the binary format. What stands for a series' text here are the bytes of its name, suffix, labels
 * and bound, put together. Used once.
 */
final class FamilyIntake implements MetricFamilyReader.Sink<ScrapeException> {
    private final ScrapeJob job;
    private final SeriesRules rules;
    private final KnownSeries known;
    private final KnownMetadata metadata;
    private final MetricFamilyReader in;
    private final byte[] body;
    private final ScrapeIntake to;
    private final KnownSeries.Reader labels = this::labels;
    private byte[] key = new byte[512];
    private byte[] name = new byte[0];
    private String suffix = "";
    private String bound = "";
    private double boundValue;
    private boolean taken;

    FamilyIntake(
            ScrapeJob job,
            SeriesRules rules,
            KnownSeries known,
            KnownMetadata metadata,
            byte[] body,
            int length,
            ScrapeIntake to) {
        this.job = job;
        this.rules = rules;
        this.known = known;
        this.metadata = metadata;
        this.body = body;
        this.to = to;
        this.in = new MetricFamilyReader(
                body,
                length,
                job.histograms().takesNative(),
                job.histograms().keepsClassic(),
                job.histograms().converts());
    }

    void read() throws ScrapeException {
        try {
            in.read(this);
        } catch (MalformedException e) {
            throw new ScrapeException("malformed", e.text());
        }
    }

    @Override
    public void family(MetricMetadata about) {
        metadata.take(about);
        name = in.nameBytes();
    }

    @Override
    public void number(MetricFamilyReader metric, String ofSuffix, String ofBound, double ofBoundValue, long bits)
            throws ScrapeException {
        suffix = ofSuffix;
        bound = ofBound;
        boundValue = ofBoundValue;
        sample(bits);
    }

    @Override
    public void histogram(MetricFamilyReader metric, NativeHistogram histogram) throws ScrapeException {
        suffix = "";
        bound = "";
        sample(0);
        if (taken) {
            to.histogram(CoarserHistogram.within(job.histograms().resolution(), histogram));
        }
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        if (taken) {
            to.exemplar(exemplar);
        }
    }

    private void sample(long bits) throws ScrapeException {
        int length = key();
        int one = known.of(key, 0, length, labels);
        boolean timed = in.isTimed() && job.honorTimestamps();
        taken = to.scraped(one, timed, in.timeMillis(), !timed || job.marksTimestamped(), bits);
    }

    /** Puts the key together; answers its length. Parts that vary have their length before them. */
    private int key() {
        int used = put(0, name, 0, name.length);
        byte[] ending = suffix.getBytes(StandardCharsets.ISO_8859_1);
        used = put(used, ending, 0, ending.length);
        for (int i = 0; i < in.labelCount(); i++) {
            used = put(used, body, in.labelAt(i), in.labelEnd(i));
        }
        if (!bound.isEmpty()) {
            used = number(used, Double.doubleToLongBits(boundValue), 8);
        }
        return used;
    }

    private int put(int used, byte[] from, int begin, int end) {
        int length = end - begin;
        int at = number(used, length, 4);
        key = at + length > key.length ? Arrays.copyOf(key, 2 * (at + length)) : key;
        System.arraycopy(from, begin, key, at, length);
        return at + length;
    }

    private int number(int used, long number, int bytes) {
        key = used + bytes > key.length ? Arrays.copyOf(key, 2 * (used + bytes)) : key;
        for (int i = 0; i < bytes; i++) {
            key[used + i] = (byte) (number >>> (8 * i));
        }
        return used + bytes;
    }

    private @Nullable Labels labels() throws ScrapeException {
        try {
            Map<String, String> found = in.labels();
            found.put(Labels.METRIC_NAME, in.name() + suffix);
            if (!bound.isEmpty()) {
                found.put(bound, BoundText.of(boundValue));
            }
            return rules.stored(found);
        } catch (MalformedException e) {
            throw new ScrapeException("malformed", e.text());
        }
    }
}
