package dev.nightjar.ingest.influx;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.LabelPairs;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.PlainNames;
import dev.nightjar.ingest.Reply;
import dev.nightjar.ingest.SeriesLabels;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * InfluxDB's {@code /write}, of versions 1 and 2. A field is a series {@code measurement_field} with the tags as labels;
 * {@code db} or {@code bucket} of the request becomes the label {@code db}. Fields of text are counted and left out.
 */
public final class InfluxWrite implements IngestProtocol {
    private static final List<String> PREFIXES = List.of("", "/influx");

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SampleSink sink;
    private final IngestLimits limits;
    private final InstantSource clock;
    private final String database;
    private final String precision;

    private InfluxWrite(SampleSink sink, IngestLimits limits, InstantSource clock, String database, String precision) {
        this.sink = sink;
        this.limits = limits;
        this.clock = clock;
        this.database = database;
        this.precision = precision;
    }

    /** By path, for {@link dev.nightjar.ingest.IngestRoutes}. */
    public static Map<String, IngestProtocol> protocols(SampleSink sink, IngestLimits limits, InstantSource clock) {
        InfluxWrite write = new InfluxWrite(sink, limits, clock, "", "ns");
        Map<String, IngestProtocol> protocols = new HashMap<>();
        for (String prefix : PREFIXES) {
            protocols.put(prefix + "/write", write);
            protocols.put(prefix + "/api/v2/write", write);
            protocols.put(prefix + "/ping", new InfluxQuestions(InfluxQuestions.Question.PING));
            protocols.put(prefix + "/health", new InfluxQuestions(InfluxQuestions.Question.HEALTH));
            protocols.put(prefix + "/query", new InfluxQuestions(InfluxQuestions.Question.QUERY));
        }
        return protocols;
    }

    @Override
    public String name() {
        return "influx";
    }

    @Override
    public IngestProtocol asked(Asked request) throws MalformedException {
        Map<String, List<String>> parameters = parameters(request.query());
        return new InfluxWrite(
                sink,
                limits,
                clock,
                first(parameters, "db", first(parameters, "bucket", "")),
                first(parameters, "precision", "ns"));
    }

    private static Map<String, List<String>> parameters(String query) throws MalformedException {
        try {
            return new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException e) {
            throw new MalformedException("the query \"" + query + "\" is not percent-encoded: " + e.getMessage());
        }
    }

    private static String first(Map<String, List<String>> parameters, String name, String otherwise) {
        return parameters.getOrDefault(name, List.of(otherwise)).getFirst();
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        long unitNanos = unitNanos();
        byte[] decoded = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        SampleBatch.Builder batch = SampleBatch.builder();
        LabelPairs labels = new LabelPairs();
        LineText lines = new LineText(new String(decoded, StandardCharsets.UTF_8));
        String firstProblem = "";
        int invalid = 0;
        int texts = 0;
        long now = clock.millis();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                InfluxLine read = InfluxLine.parse(line);
                long millis = read.time().isPresent() ? millis(read.time().getAsLong(), unitNanos) : now;
                add(read, millis, labels, batch);
                texts += read.texts();
            } catch (InfluxLine.InvalidLineException e) {
                firstProblem = invalid++ == 0 ? "line " + lines.number() + ": " + e.getMessage() : firstProblem;
            }
        }
        IngestResult result = batch.sampleCount() == 0
                ? new IngestResult.Accepted(0)
                : sink.append(SeriesLabels.checked(batch.build()));
        return answer(result, invalid, firstProblem, texts);
    }

    private static Answer answer(IngestResult result, int invalid, String firstProblem, int texts) {
        if (invalid > 0) {
            String text = invalid + " lines cannot be read; the first: " + firstProblem;
            return Answer.of(result, List.of(new Rejection("invalid_line", text, invalid)));
        }
        Answer answer = Answer.of(result, List.of());
        if (texts == 0 || answer.status() != 204) {
            return answer;
        }
        // text is no sample; it is counted as left out, and the sender, which can do nothing about it, is not troubled
        List<Rejection> left = List.of(new Rejection("text_field", texts + " fields of text", texts));
        return new Answer(204, "", 0, answer.accepted(), left);
    }

    private long unitNanos() throws MalformedException {
        return switch (precision) {
            case "n", "ns", "" -> 1;
            case "u", "us", "µ" -> 1_000;
            case "ms" -> NANOS_PER_MILLI;
            case "s" -> 1_000 * NANOS_PER_MILLI;
            case "m" -> 60_000 * NANOS_PER_MILLI;
            case "h" -> 3_600_000 * NANOS_PER_MILLI;
            default ->
                throw new MalformedException(
                        "precision \"" + precision + "\" is not one of ns, us, ms, s (and n, u, m, h of version 1)");
        };
    }

    private static long millis(long time, long unitNanos) throws InfluxLine.InvalidLineException {
        if (unitNanos <= NANOS_PER_MILLI) {
            return Math.floorDiv(time, NANOS_PER_MILLI / unitNanos);
        }
        try {
            return Math.multiplyExact(time, unitNanos / NANOS_PER_MILLI);
        } catch (ArithmeticException e) {
            throw new InfluxLine.InvalidLineException(time + " is not a time in that precision");
        }
    }

    private void add(InfluxLine line, long millis, LabelPairs labels, SampleBatch.Builder to) {
        labels.clear();
        labels.add("db", database);
        for (int i = 0; i < line.tags().size(); i += 2) {
            labels.add(PlainNames.of(line.tags().get(i)), line.tags().get(i + 1));
        }
        for (InfluxLine.Field field : line.fields()) {
            String name = PlainNames.of(line.measurement() + "_" + field.name());
            labels.add(Labels.METRIC_NAME, name); // the last of that name counts
            to.series(labels.labels()).sample(millis, field.value());
        }
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        if (answer.text().isEmpty()) {
            return Reply.text(answer);
        }
        // version 1 reads "error", version 2 "code" and "message"
        String text = TextNode.valueOf(answer.text()).toString();
        String code = answer.status() == 401 ? "unauthorized" : answer.status() / 100 == 5 ? "unavailable" : "invalid";
        String json = "{\"error\":" + text + ",\"code\":\"" + code + "\",\"message\":" + text + "}";
        return Reply.of(answer, answer.status(), "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}
