package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.exposition.BoundText;
import dev.nightjar.ingest.exposition.ExpositionException;
import dev.nightjar.ingest.exposition.ExpositionReader;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.model.Labels;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an answer in one of the text formats. Used once. */
final class TextIntake {
    private final ScrapeJob job;
    private final SeriesRules rules;
    private final KnownSeries known;
    private final KnownMetadata metadata;
    private final ExpositionReader in;
    private final byte[] body;

    /** The label whose numbers have one text each, as the last TYPE line says; empty for none. */
    private String boundLabel = "";

    TextIntake(
            ScrapeJob job,
            SeriesRules rules,
            KnownSeries known,
            KnownMetadata metadata,
            byte[] body,
            int length,
            boolean openMetrics) {
        this.job = job;
        this.rules = rules;
        this.known = known;
        this.metadata = metadata;
        this.body = body;
        this.in = new ExpositionReader(body, length, openMetrics);
    }

    void read(ScrapeIntake to) throws ScrapeException {
        KnownSeries.Reader labels = this::labels; // one for all samples
        ClassicSeries classic = new ClassicSeries(rules, known, job.histograms(), to);
        try {
            while (true) {
                ExpositionReader.Entry entry = in.next();
                switch (entry) {
                    case SAMPLE -> {
                        if (!classic.isCollecting() || !classic.take(sample())) {
                            sample(labels, to);
                        }
                    }
                    case TYPE -> {
                        boolean histogram = in.text().strip().equals("histogram");
                        classic.family(job.histograms().converts() && histogram ? in.family() : "");
                        boundLabel = boundLabel(in.text());
                        metadata.take(entry, body, in);
                    }
                    case HELP, UNIT -> metadata.take(entry, body, in);
                    case END -> {
                        classic.end();
                        return;
                    }
                }
            }
        } catch (ExpositionException e) {
            throw new ScrapeException("malformed", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Labels labels() throws ScrapeException {
        try {
            Map<String, String> labels = in.labels();
            labels.computeIfPresent(boundLabel, (name, bound) -> BoundText.normal(bound));
            return rules.stored(labels);
        } catch (ExpositionException e) {
            throw new ScrapeException("malformed", String.valueOf(e.getMessage()));
        }
    }

    private static String boundLabel(String type) {
        return switch (type.strip()) {
            case "histogram" -> "le";
            case "summary" -> "quantile";
            default -> "";
        };
    }

    private ClassicSeries.Sample sample() throws ExpositionException {
        boolean timed = in.isTimed() && job.honorTimestamps();
        return new ClassicSeries.Sample(
                in.labels(),
                timed,
                in.timeMillis(),
                !timed || job.marksTimestamped(),
                in.valueBits(),
                in.hasExemplar() ? Optional.of(in.exemplar()) : Optional.empty());
    }

    private void sample(KnownSeries.Reader labels, ScrapeIntake to) throws ScrapeException, ExpositionException {
        int one = known.of(body, in.from(), in.to(), labels);
        boolean timed = in.isTimed() && job.honorTimestamps();
        boolean tracks = !timed || job.marksTimestamped();
        if (to.scraped(one, timed, in.timeMillis(), tracks, in.valueBits()) && in.hasExemplar()) {
            to.exemplar(in.exemplar());
        }
    }
}
