package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.testkit.InMemoryLogStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is answered from lines' shapes is what reading the lines answers. */
class ShapedLinesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String[] LINES = {
        "{app=~\".+\"} | json | status >= 500",
        "{app=~\".+\"} | json | status = 200 or took > 900",
        "{app=~\".+\"} | json | method=\"GET\" and status != 404 | path=~\"/a/[0-9]+\"",
        "{app=~\".+\"} | json | level=\"warn\"",
        "{app=~\".+\"} | json | nowhere=\"\"",
        "{app=~\".+\"} | json | nowhere > 3",
        "{app=~\".+\"} | json | trace=\"t1\"",
        "{app=~\".+\"} | json | size < 10.5"
    };
    private static final String[] VALUES = {
        "sum by (status) (count_over_time({app=~\".+\"} | json [20s]))",
        "sum by (status, method) (rate({app=~\".+\"} | json | took > 100 [20s]))",
        "sum by (app, level) (count_over_time({app=~\".+\"} | json | status < 500 [7s]))",
        "sum by (trace) (count_over_time({app=~\".+\"} | json [20s]))",
        "quantile_over_time(0.9, {app=~\".+\"} | json | __error__=\"\" | unwrap took [20s]) by (app)",
        "sum by (method) (sum_over_time({app=\"plain\"} | json | size > 0 | unwrap size [20s]))",
        "max_over_time({app=\"plain\"} | json | took >= 0 | unwrap took [20s]) by (status)",
        "sum by (user_id) (bytes_over_time({app=~\".+\"} | json [20s]))"
    };

    private final Random random = new Random(5);

    private String line() {
        String status =
                random.nextInt(20) == 0 ? "\"0" + random.nextInt(9) + "\"" : "" + (200 + random.nextInt(5) * 100 + 4);
        String size = switch (random.nextInt(6)) {
            case 0 -> "-" + random.nextInt(20);
            case 1 -> random.nextInt(20) + "e1";
            case 2 -> "\"12kb\"";
            case 3 -> "null";
            default -> random.nextInt(20) + "." + random.nextInt(10);
        };
        String took = random.nextInt(12) == 0 ? "" : "\"took\":" + random.nextInt(1000) + ",";
        String line = "{\"method\":\"" + (random.nextBoolean() ? "GET" : "POST") + "\",\"status\":" + status + ","
                + took
                + "\"path\":\"/a/" + random.nextInt(50) + "\",\"size\":" + size + ",\"level\":\"warn\",\"user_id\":"
                + random.nextInt(5) + (random.nextInt(10) == 0 ? ",\"trace\":\"t2\"" : "") + "}";
        return random.nextInt(40) == 0 ? line.substring(1) : line;
    }

    private InMemoryLogStore filled() {
        InMemoryLogStore store = new InMemoryLogStore();
        Labels[] streams = {
            Labels.of("app", "plain"), Labels.of("app", "b", "level", "info"), Labels.of("app", "c", "status", "7")
        };
        for (Labels labels : streams) {
            LogBatch.StreamBuilder stream = LogBatch.stream(labels);
            for (int i = 0; i < 300; i++) {
                byte[] line = line().getBytes(StandardCharsets.UTF_8);
                Labels metadata = random.nextInt(8) == 0 ? Labels.of("trace", "t1") : Labels.EMPTY;
                stream.line((1 + random.nextInt(100)) * SECOND, line, 0, line.length, metadata);
            }
            store.append(new LogBatch(List.of(stream.build())));
        }
        return store;
    }

    private static String answer(LogReader reader, String text, boolean values) {
        LogQuery query = new LogQl(reader, QueryLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH)).prepare(text);
        try {
            if (values) {
                StringBuilder series = new StringBuilder();
                QueryValue matrix = query.range(10_000, 100_000, 10_000, new Cancellation());
                for (QueryValue.Series each : ((QueryValue.RangeMatrix) matrix).series()) {
                    series.append(each.labels())
                            .append(Arrays.toString(each.timesMillis()))
                            .append(Arrays.toString(each.values()))
                            .append('\n');
                }
                return series.toString();
            }
            StringBuilder lines = new StringBuilder();
            NanoRange all = new NanoRange(0, 200 * SECOND);
            for (LogEntry entry : query.streams(all, 5000, LogDirection.FORWARD, new Cancellation())
                    .entries()) {
                lines.append(entry.timestampNanos())
                        .append(entry.labels())
                        .append(entry.text())
                        .append('\n');
            }
            return lines.toString();
        } catch (QueryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void answers_are_those_of_reading_the_lines() {
        for (int round = 0; round < 6; round++) {
            InMemoryLogStore store = filled();
            ShapedStore shaped = ShapedStore.over(store);
            for (String text : LINES) {
                assertThat(answer(shaped, text, false)).as(text).isEqualTo(answer(store, text, false));
            }
            for (String text : VALUES) {
                assertThat(answer(shaped, text, true)).as(text).isEqualTo(answer(store, text, true));
            }
        }
    }
}
