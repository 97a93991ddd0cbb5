package dev.nightjar.web.prometheus;

import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All samples of one metric as OpenMetrics text, a part of an exposition: who puts parts together ends them with {@code
 * # EOF}. A series at a time is in memory. Stale markers, native histograms and exemplars have no form in the text of
 * single samples: they are left out, and a last line says how many, which is not part of the exposition.
 */
public final class SampleExport {
    private static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final MetricQueries queries;
    private final SeriesReader series;
    private final MetadataReader metadata;
    private final ExemplarReader exemplars;
    private final InstantSource clock;

    public SampleExport(
            MetricQueries queries,
            SeriesReader series,
            MetadataReader metadata,
            ExemplarReader exemplars,
            InstantSource clock) {
        this.queries = queries;
        this.series = series;
        this.metadata = metadata;
        this.exemplars = exemplars;
        this.clock = clock;
    }

    public Reply reply(Exchange exchange) {
        String metric = exchange.parameter("metric")
                .orElseThrow(() -> HttpProblem.badParameter("metric", "the name of the metric to export is missing"));
        QueryParameters parameters = new QueryParameters(exchange, clock);
        List<SeriesSelection> selections = selections(metric, parameters.matchers(queries), parameters.bounds());
        Cancellation cancellation = new Cancellation();
        exchange.onGone(cancellation::cancel);
        return new Reply(200, TYPE, Map.of(), out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            OpenMetricsText text = new OpenMetricsText(writer, metric, type(metric));
            LeftOut leftOut = new LeftOut();
            for (int i = 0; i < selections.size(); i++) {
                write(selections.get(i), selections.subList(0, i), text, leftOut, cancellation);
            }
            writer.write(leftOut.line());
            writer.flush();
        });
    }

    private static List<SeriesSelection> selections(String metric, List<List<Matcher>> matchers, TimeRange range) {
        List<SeriesSelection> selections = new ArrayList<>();
        for (List<Matcher> each : matchers.isEmpty() ? List.of(List.<Matcher>of()) : matchers) {
            List<Matcher> all = new ArrayList<>(List.of(Matcher.equal(Labels.METRIC_NAME, metric)));
            all.addAll(each);
            selections.add(new SeriesSelection(all, range));
        }
        return selections;
    }

    /** Other types promise more than single samples keep, such as which suffixes there are. */
    private MetricMetadata.Type type(String metric) {
        List<MetricMetadata> said = metadata.metadata(metric).getOrDefault(metric, List.of());
        boolean gauge = !said.isEmpty() && said.getFirst().type() == MetricMetadata.Type.GAUGE;
        return gauge ? MetricMetadata.Type.GAUGE : MetricMetadata.Type.UNKNOWN;
    }

    /** {@code before}: what they select has been written. */
    private void write(
            SeriesSelection selection,
            List<SeriesSelection> before,
            OpenMetricsText text,
            LeftOut leftOut,
            Cancellation cancellation)
            throws IOException {
        for (SeriesExemplars each : exemplars.exemplars(selection)) {
            boolean counted = before.stream().anyMatch(earlier -> earlier.matches(each.series()));
            leftOut.exemplars += counted ? 0 : each.exemplars().size();
        }
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor = series.select(selection)) {
            while (cursor.next()) {
                if (cancellation.isCanceled()) {
                    throw new QueryException(ErrorKind.CANCELED, "the export was canceled");
                }
                Labels labels = cursor.labels();
                if (before.stream().noneMatch(earlier -> earlier.matches(labels))) {
                    samples.clear();
                    cursor.read(samples);
                    text.series(labels);
                    write(samples, text, leftOut);
                }
            }
        }
    }

    private static void write(SampleBuffer samples, OpenMetricsText text, LeftOut leftOut) throws IOException {
        for (int i = 0; i < samples.size(); i++) {
            if (samples.histogram(i) != null) {
                leftOut.histograms++;
            } else if (StaleMarker.is(samples.value(i))) {
                leftOut.staleMarkers++;
            } else {
                text.sample(samples.timestampMillis(i), samples.value(i));
            }
        }
    }

    /** What was not written. */
    private static final class LeftOut {
        private long histograms;
        private long staleMarkers;
        private long exemplars;

        /** Empty if there is nothing to say. */
        String line() {
            return histograms + staleMarkers + exemplars == 0
                    ? ""
                    : "# LEFT OUT histograms=" + histograms + " stale_markers=" + staleMarkers + " exemplars="
                            + exemplars + "\n";
        }
    }
}
