package dev.nightjar.bench.ingest;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/** The same lines by every protocol for logs: about 125 bytes each, of twenty streams, 1,000 a request. */
final class LineWays {
    private static final int PER_PIECE = 1000;
    private static final int STREAMS = 20;
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final int pieces;
    private final long lastNanos;

    LineWays(long lines, long lastMillis) {
        this.pieces = (int) Math.max(1, lines / PER_PIECE);
        this.lastNanos = lastMillis * 1_000_000;
    }

    List<Way> all(int syslogPort) throws IOException {
        return List.of(
                requests("loki_push", "/loki/api/v1/push", this::lokiJson, JSON),
                requests("loki_push", "/loki/api/v1/push", this::lokiProtobuf, PROTOBUF),
                requests("otlp_logs", "/v1/logs", this::otlp, PROTOBUF),
                requests("elastic_bulk", "/bench/_bulk", this::bulk, "application/x-ndjson"),
                requests("client_logs", "/nightjar/v1/ingest/logs", this::client, BatchCodec.CONTENT_TYPE),
                new Way.Connection("syslog", lines(), syslogPort, made(this::syslog)));
    }

    private long lines() {
        return (long) pieces * PER_PIECE;
    }

    private interface Maker {
        byte[] piece(int number) throws IOException;
    }

    private List<byte[]> made(Maker maker) throws IOException {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            made.add(maker.piece(i));
        }
        return made;
    }

    private Way requests(String protocol, String path, Maker maker, String type) throws IOException {
        return new Way.Requests(protocol, lines(), "POST", path, List.of("Content-Type", type), made(maker));
    }

    private long nanos(int piece, int line) {
        return lastNanos - ((long) (pieces - piece) * PER_PIECE - line) * 100_000;
    }

    private static String line(int piece, int line) {
        int number = piece * PER_PIECE + line;
        return "request " + number + " to /api/v1/items/" + number % 397 + " answered 200 in " + number % 173 + "."
                + number % 10 + " ms for customer c-" + (number * 7919L) % 100_003
                + " of the shop in the north of the country";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] lokiJson(int piece) {
        StringBuilder body = new StringBuilder("{\"streams\":[");
        for (int stream = 0; stream < STREAMS; stream++) {
            body.append(stream == 0 ? "" : ",")
                    .append("{\"stream\":{\"app\":\"shop\",\"via\":\"loki_json\",\"host\":\"host-")
                    .append(stream)
                    .append("\"},\"values\":[");
            for (int i = stream; i < PER_PIECE; i += STREAMS) {
                body.append(i == stream ? "" : ",").append("[\"").append(nanos(piece, i));
                body.append("\",\"").append(line(piece, i)).append("\"]");
            }
            body.append("]}");
        }
        return bytes(body.append("]}").toString());
    }

    private byte[] lokiProtobuf(int piece) throws IOException {
        Protobuf body = new Protobuf();
        for (int stream = 0; stream < STREAMS; stream++) {
            Protobuf one = new Protobuf()
                    .message(1, bytes("{app=\"shop\", host=\"host-" + stream + "\", via=\"loki_protobuf\"}"));
            for (int i = stream; i < PER_PIECE; i += STREAMS) {
                long nanos = nanos(piece, i);
                byte[] time = new Protobuf()
                        .varint(1, nanos / 1_000_000_000)
                        .varint(2, nanos % 1_000_000_000)
                        .bytes();
                one.message(
                        2,
                        new Protobuf()
                                .message(1, time)
                                .message(2, bytes(line(piece, i)))
                                .bytes());
            }
            body.message(1, one.bytes());
        }
        return Snappy.compress(body.bytes());
    }

    private byte[] otlp(int piece) {
        Protobuf body = new Protobuf();
        for (int stream = 0; stream < STREAMS; stream++) {
            Protobuf scope = new Protobuf();
            for (int i = stream; i < PER_PIECE; i += STREAMS) {
                byte[] text = new Protobuf().message(1, bytes(line(piece, i))).bytes();
                scope.message(
                        2,
                        new Protobuf()
                                .number(1, Double.longBitsToDouble(nanos(piece, i)))
                                .varint(2, 9)
                                .message(5, text)
                                .bytes());
            }
            byte[] host = new Protobuf().message(1, bytes("host-" + stream)).bytes();
            byte[] attribute = new Protobuf()
                    .message(1, bytes("service.instance.id"))
                    .message(2, host)
                    .bytes();
            byte[] resource = new Protobuf().message(1, attribute).bytes();
            body.message(
                    1,
                    new Protobuf()
                            .message(1, resource)
                            .message(2, scope.bytes())
                            .bytes());
        }
        return body.bytes();
    }

    private byte[] bulk(int piece) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < PER_PIECE; i++) {
            long nanos = nanos(piece, i);
            body.append("{\"create\":{}}\n{\"@timestamp\":\"")
                    .append(Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000))
                    .append("\",\"host\":{\"name\":\"host-")
                    .append(i % STREAMS)
                    .append("\"},\"message\":\"")
                    .append(line(piece, i))
                    .append("\"}\n");
        }
        return bytes(body.toString());
    }

    private byte[] client(int piece) {
        List<LogBatch.Stream> streams = new ArrayList<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            var one = LogBatch.stream(Labels.of("app", "shop", "host", "host-" + stream, "via", "client"));
            for (int i = stream; i < PER_PIECE; i += STREAMS) {
                one.line(nanos(piece, i), bytes(line(piece, i)));
            }
            streams.add(one.build());
        }
        return BatchCodec.encode(new LogBatch(streams));
    }

    private byte[] syslog(int piece) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < PER_PIECE; i++) {
            long nanos = nanos(piece, i);
            String message =
                    "<134>1 " + Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1000 * 1000)
                            + " host-" + i % STREAMS + " shop 812 - - " + line(piece, i);
            body.append(message.length()).append(' ').append(message);
        }
        return bytes(body.toString());
    }
}
