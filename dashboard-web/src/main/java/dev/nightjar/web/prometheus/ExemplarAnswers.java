package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.NumberText;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The exemplars of every series that a query selects, each series once. */
final class ExemplarAnswers {
    private final ExemplarReader exemplars;

    ExemplarAnswers(ExemplarReader exemplars) {
        this.exemplars = exemplars;
    }

    Reply reply(List<List<Matcher>> selectors, TimeRange range) {
        SortedMap<Labels, SeriesExemplars> found = new TreeMap<>();
        for (List<Matcher> matchers : selectors) {
            for (SeriesExemplars series : exemplars.exemplars(new SeriesSelection(matchers, range))) {
                found.putIfAbsent(series.series(), series);
            }
        }
        return Envelope.success(out -> write(out, found.values()));
    }

    private static void write(JsonGenerator out, Collection<SeriesExemplars> found) throws IOException {
        QueryValueJson values = new QueryValueJson(out);
        out.writeStartArray();
        for (SeriesExemplars series : found) {
            out.writeStartObject();
            values.labels("seriesLabels", series.series());
            out.writeArrayFieldStart("exemplars");
            for (Exemplar exemplar : series.exemplars()) {
                out.writeStartObject();
                values.labels("labels", exemplar.labels());
                out.writeStringField("value", NumberText.sample(exemplar.value()));
                out.writeFieldName("timestamp");
                out.writeRawValue(QueryValueJson.seconds(exemplar.timestampMillis()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
