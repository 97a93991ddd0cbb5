package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.ClassicBuckets;
import dev.nightjar.ingest.exposition.BoundText;
import dev.nightjar.ingest.exposition.ExposedNumber;
import dev.nightjar.ingest.scrapeconfig.HistogramChoice;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the series of a text's classic histograms, which come one behind the other, and hands each histogram on as
 * one native one. Where its numbers contradict each other it stays as it was. Used for one scrape.
 */
final class ClassicSeries {
    private static final String LE = "le";

    private final SeriesRules rules;
    private final KnownSeries known;
    private final HistogramChoice choice;
    private final ScrapeIntake to;
    private final ClassicBuckets buckets = new ClassicBuckets();
    private final List<Sample> held = new ArrayList<>();
    private String family = "";
    private @Nullable Labels collecting;

    /**
     * A sample as the target showed it.
     *
     * @param tracks see {@link ScrapeIntake#scraped}
     */
    record Sample(
            Map<String, String> labels,
            boolean timed,
            long timeMillis,
            boolean tracks,
            long bits,
            Optional<Exemplar> exemplar) {}

    ClassicSeries(SeriesRules rules, KnownSeries known, HistogramChoice choice, ScrapeIntake to) {
        this.rules = rules;
        this.known = known;
        this.choice = choice;
        this.to = to;
    }

    /** A family begins; {@code name} is empty where it is no histogram. */
    void family(String name) throws ScrapeException {
        end();
        family = name;
    }

    boolean isCollecting() {
        return !family.isEmpty();
    }

    /** Takes a sample of the family, or hands on what was collected and leaves this one. */
    boolean take(Sample sample) throws ScrapeException {
        String name = sample.labels.getOrDefault(Labels.METRIC_NAME, "");
        String part = name.startsWith(family) ? name.substring(family.length()) : "";
        double value = Double.longBitsToDouble(sample.bits);
        switch (part) {
            case "_bucket" -> {
                Double bound = ExposedNumber.parse(sample.labels.getOrDefault(LE, ""));
                if (bound == null) {
                    end();
                    return false;
                }
                begin(sample);
                buckets.bucket(bound, value);
            }
            case "_count" -> {
                begin(sample);
                buckets.count(value);
            }
            case "_sum" -> {
                begin(sample);
                buckets.sum(value);
            }
            default -> {
                end();
                return false;
            }
        }
        held.add(sample);
        return true;
    }

    private void begin(Sample sample) throws ScrapeException {
        Map<String, String> labels = new TreeMap<>(sample.labels);
        labels.remove(LE);
        labels.put(Labels.METRIC_NAME, family);
        Labels of = Labels.of(labels);
        if (!of.equals(collecting)) {
            end();
            collecting = of;
        }
    }

    /** Hands on what was collected. */
    void end() throws ScrapeException {
        Labels of = collecting;
        if (of != null) {
            collecting = null;
            Optional<NativeHistogram> histogram = buckets.histogram();
            if (histogram.isEmpty() || choice.keepsClassic()) {
                for (Sample sample : held) {
                    classic(sample);
                }
            }
            if (histogram.isPresent()) {
                whole(of, histogram.get());
            }
            buckets.clear();
            held.clear();
        }
    }

    private void classic(Sample sample) throws ScrapeException {
        Map<String, String> labels = new TreeMap<>(sample.labels);
        labels.computeIfPresent(LE, (name, bound) -> BoundText.normal(bound));
        int one = series(key(Labels.of(labels), 1), labels);
        if (to.scraped(one, sample.timed, sample.timeMillis, sample.tracks, sample.bits)) {
            sample.exemplar.ifPresent(to::exemplar);
        }
    }

    private void whole(Labels of, NativeHistogram histogram) throws ScrapeException {
        Sample first = held.getFirst();
        int one = series(key(of, 0), of.toMap());
        if (to.scraped(one, first.timed, first.timeMillis, first.tracks, 0)) {
            to.histogram(CoarserHistogram.within(choice.resolution(), histogram));
            for (Sample sample : held) {
                sample.exemplar.ifPresent(to::exemplar);
            }
        }
    }

    private int series(byte[] key, Map<String, String> labels) throws ScrapeException {
        return known.of(key, 0, key.length, () -> rules.stored(labels));
    }

    /** What stands for the series' text: no text of a target begins so. */
    private static byte[] key(Labels labels, int kind) {
        byte[] bytes = LabelBytes.encode(labels);
        byte[] key = new byte[bytes.length + 1];
        key[0] = (byte) kind;
        System.arraycopy(bytes, 0, key, 1, bytes.length);
        return key;
    }
}
