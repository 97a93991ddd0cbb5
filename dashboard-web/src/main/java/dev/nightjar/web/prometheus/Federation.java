package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /federate}: the newest sample of each selected series, as a page to be scraped. Native histograms have no form
 * in text and are left out.
 */
final class Federation {
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    private record Newest(long timeMillis, double value) {}

    private final MetricQueries queries;
    private final SeriesReader series;
    private final InstantSource clock;

    Federation(MetricQueries queries, SeriesReader series, InstantSource clock) {
        this.queries = queries;
        this.series = series;
        this.clock = clock;
    }

    void mount(Router router, AccessGate gate, Dispatcher dispatcher) {
        router.get("/federate").handler(gate.require(Need.QUERY));
        router.get("/federate").handler(dispatcher.handler(this::page, Federation::failure));
    }

    private static Reply failure(Exception failure) {
        return switch (Envelope.failure(failure).status()) {
            case 400 -> Reply.text(400, failure.getMessage() + "\n");
            case 503 -> Problems.reply(failure);
            default -> Reply.text(500, Problems.INTERNAL + "\n");
        };
    }

    private Reply page(Exchange exchange) {
        boolean quotedNames =
                exchange.header("Accept").orElse("").replace(" ", "").contains("escaping=allow-utf-8");
        Map<Labels, Newest> newest = newest(new QueryParameters(exchange, clock).matchers(queries));
        String type =
                "text/plain; version=0.0.4; charset=utf-8; escaping=" + (quotedNames ? "allow-utf-8" : "underscores");
        return new Reply(200, type, Map.of(), out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            ExpositionText text = new ExpositionText(writer, quotedNames);
            for (Map.Entry<Labels, Newest> one : newest.entrySet()) {
                text.sample(one.getKey(), one.getValue().value(), one.getValue().timeMillis());
            }
            writer.flush();
        });
    }

    /** Sorted by labels, the metric's name first, so that a family's samples stand together. */
    private Map<Labels, Newest> newest(List<List<Matcher>> matchers) {
        long now = clock.millis();
        TimeRange range = new TimeRange(now - LOOKBACK.toMillis() + 1, now);
        Map<Labels, Newest> found = new TreeMap<>(ExpositionText.BY_FAMILY);
        SampleBuffer samples = new SampleBuffer();
        for (List<Matcher> each : matchers) {
            try (SeriesCursor cursor = series.select(new SeriesSelection(each, range))) {
                while (cursor.next()) {
                    samples.clear();
                    cursor.read(samples);
                    int last = samples.size() - 1;
                    if (last >= 0
                            && samples.histogram(last) == null
                            && !StaleMarker.is(samples.value(last))
                            && cursor.labels().has(Labels.METRIC_NAME)) {
                        found.put(cursor.labels(), new Newest(samples.timestampMillis(last), samples.value(last)));
                    }
                }
            }
        }
        return found;
    }
}
