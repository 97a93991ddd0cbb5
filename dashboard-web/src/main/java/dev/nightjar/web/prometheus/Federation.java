package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NativeHistogram;
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
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /federate}: the newest sample of each selected series, as a page to be scraped, in text or protobuf. Native
 * histograms have no form in text and are left out there.
 */
final class Federation {
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    /** {@code value} counts where there is no histogram. */
    private record Newest(
            long timeMillis, double value, @Nullable NativeHistogram histogram) {}

    private final MetricQueries queries;
    private final SeriesReader series;
    private final Supplier<Labels> external;
    private final InstantSource clock;

    /** @param external what tells this server from others */
    Federation(MetricQueries queries, SeriesReader series, Supplier<Labels> external, InstantSource clock) {
        this.queries = queries;
        this.series = series;
        this.external = external;
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
        Map<Labels, Newest> newest = newest(new QueryParameters(exchange, clock).anyMatchers(queries));
        AddedLabels added = AddedLabels.of(external.get());
        PageFormat format = PageFormat.of(exchange.header("Accept").orElse(""));
        return new Reply(200, format.contentType(), Map.of(), out -> {
            switch (format.kind()) {
                case TEXT -> writeText(newest, format.escaping(), added, out);
                case PROTOBUF -> writeMessages(newest, format.escaping(), added, out);
            }
        });
    }

    private static void writeText(
            Map<Labels, Newest> newest, NameEscaping escaping, AddedLabels added, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        ExpositionText text = new ExpositionText(writer, escaping, added);
        for (Map.Entry<Labels, Newest> one : newest.entrySet()) {
            if (one.getValue().histogram() == null) {
                text.sample(one.getKey(), one.getValue().value(), one.getValue().timeMillis());
            }
        }
        writer.flush();
    }

    private static void writeMessages(
            Map<Labels, Newest> newest, NameEscaping escaping, AddedLabels added, OutputStream out) throws IOException {
        FamilyMessages messages = new FamilyMessages(out, escaping, added);
        for (Map.Entry<Labels, Newest> one : newest.entrySet()) {
            Newest sample = one.getValue();
            messages.sample(one.getKey(), sample.value(), sample.histogram(), sample.timeMillis());
        }
        messages.finish();
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
                    if (last >= 0 && !isStale(samples, last) && cursor.labels().has(Labels.METRIC_NAME)) {
                        found.put(
                                cursor.labels(),
                                new Newest(
                                        samples.timestampMillis(last), samples.value(last), samples.histogram(last)));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isStale(SampleBuffer samples, int at) {
        NativeHistogram histogram = samples.histogram(at);
        return StaleMarker.is(histogram == null ? samples.value(at) : histogram.sum());
    }
}
