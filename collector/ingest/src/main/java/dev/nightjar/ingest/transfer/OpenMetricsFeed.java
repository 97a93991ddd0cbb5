package dev.nightjar.ingest.transfer;

import dev.nightjar.ingest.exposition.ExposedSample;
import dev.nightjar.ingest.exposition.ExpositionException;
import dev.nightjar.ingest.exposition.ExpositionSink;
import dev.nightjar.ingest.exposition.OpenMetricsParser;
import dev.nightjar.model.MetricMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** OpenMetrics text whose samples have timestamps. */
final class OpenMetricsFeed extends TextFeed {
    private final Deque<ExposedSample> found = new ArrayDeque<>();
    private long withoutTime;
    private final OpenMetricsParser parser = new OpenMetricsParser(new ExpositionSink() {
        @Override
        public void family(MetricMetadata metadata) {}

        @Override
        public void sample(ExposedSample sample) {
            found.add(sample);
        }
    });

    OpenMetricsFeed(Path file) throws IOException {
        super(file);
    }

    @Override
    void line(String line, Taker taker) throws TransferException {
        try {
            parser.line(line);
        } catch (ExpositionException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
        while (!found.isEmpty()) {
            ExposedSample sample = found.remove();
            if (sample.timestampMillis().isPresent()) {
                taker.sample(sample.labels(), sample.timestampMillis().getAsLong(), sample.value());
            } else {
                withoutTime++;
            }
        }
    }

    @Override
    void end(Taker taker) throws TransferException {
        try {
            parser.end();
        } catch (ExpositionException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String leftOut() {
        return withoutTime == 0 ? "" : withoutTime + " samples without a timestamp";
    }
}
