package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.QueryStatistics;
import java.io.IOException;
import java.time.Duration;

/** The {@code stats} member: what a query took. Times are seconds. */
final class StatisticsJson {
    /** How much of it a request wants to see. */
    enum Wanted {
        NONE,
        TOTALS,
        PER_STEP;

        /** Writes the member where an object is open, if it is wanted. */
        void write(JsonGenerator out, QueryStatistics statistics) throws IOException {
            if (this != NONE) {
                out.writeObjectFieldStart("stats");
                timings(out, statistics.timings());
                samples(out, statistics, this == PER_STEP);
                out.writeEndObject();
            }
        }
    }

    private StatisticsJson() {}

    private static void timings(JsonGenerator out, QueryStatistics.Timings timings) throws IOException {
        out.writeObjectFieldStart("timings");
        out.writeNumberField("evalTotalTime", seconds(timings.evalTotal()));
        out.writeNumberField("resultSortTime", seconds(timings.resultSort()));
        out.writeNumberField("queryPreparationTime", seconds(timings.preparation()));
        out.writeNumberField("innerEvalTime", seconds(timings.innerEval()));
        out.writeNumberField("execQueueTime", seconds(timings.execQueue()));
        out.writeNumberField("execTotalTime", seconds(timings.execTotal()));
        out.writeEndObject();
    }

    private static void samples(JsonGenerator out, QueryStatistics statistics, boolean perStep) throws IOException {
        out.writeObjectFieldStart("samples");
        if (perStep) {
            out.writeArrayFieldStart("totalQueryableSamplesPerStep");
            long[] steps = statistics.samplesPerStep();
            for (int step = 0; step < steps.length; step++) {
                out.writeStartArray();
                out.writeRawValue(QueryValueJson.seconds(statistics.steps().at(step)));
                out.writeNumber(steps[step]);
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeNumberField("totalQueryableSamples", statistics.totalSamples());
        out.writeNumberField("samplesRead", statistics.samplesRead());
        out.writeNumberField("peakSamples", statistics.peakSamples());
        out.writeEndObject();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
