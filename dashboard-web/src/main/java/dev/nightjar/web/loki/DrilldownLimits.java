package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.ServiceName;
import dev.nightjar.query.QueryLimits;
import java.io.IOException;
import java.util.List;

/** Writes what Logs Drilldown asks before it shows anything: which of its parts have something to show here. */
final class DrilldownLimits {
    private DrilldownLimits() {}

    static void write(JsonGenerator out, QueryLimits limits, String version) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("limits");
        out.writeBooleanField("discover_log_levels", true);
        strings(out, "discover_service_name", ServiceName.SOURCES);
        strings(out, "log_level_fields", List.of("level", "severity", "lvl", "loglevel"));
        out.writeNumberField("max_entries_limit_per_query", LokiParameters.MAX_LINES);
        out.writeBooleanField("max_line_size_truncate", false);
        out.writeStringField("max_query_bytes_read", "0B");
        out.writeStringField("max_query_length", "0s");
        out.writeStringField("max_query_lookback", "0s");
        out.writeStringField("max_query_range", "0s");
        out.writeNumberField("max_query_series", limits.maxSeries());
        out.writeBooleanField("metric_aggregation_enabled", false);
        out.writeBooleanField("pattern_persistence_enabled", true);
        out.writeStringField("query_timeout", limits.timeout().toSeconds() + "s");
        out.writeStringField("retention_period", "0s");
        out.writeBooleanField("volume_enabled", true);
        out.writeNumberField("volume_max_series", limits.maxSeries());
        out.writeEndObject();
        out.writeBooleanField("pattern_ingester_enabled", true);
        out.writeStringField("version", version);
        out.writeEndObject();
    }

    private static void strings(JsonGenerator out, String field, List<String> values) throws IOException {
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
