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
    private static final long STEP_NANOS = 100_000;
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final int pieces;
    private final long lastNanos;

    /** @param roundsAfter how many more rounds there will be, whose times lie behind those of this one */
    LineWays(long lines, long lastMillis, int roundsAfter) {
        this.pieces = (int) Math.max(1, lines / PER_PIECE);
        this.lastNanos = lastMillis * 1_000_000 - (long) roundsAfter * pieces * PER_PIECE * STEP_NANOS;
    }

    List<Way.Maker> all(LoadPorts ports) {
        return List.of(
                () -> requests("Loki, JSON", "loki_push", "/loki/api/v1/push", this::lokiJson, JSON),
                () -> requests("Loki, protobuf", "loki_push", "/loki/api/v1/push", this::lokiProtobuf, PROTOBUF),
                () -> requests("OTLP, HTTP", "otlp_logs", "/v1/logs", piece -> otlp(piece, "otlp_http"), PROTOBUF),
                () -> new Way.Calls(
                        what("OTLP, gRPC", "otlp_logs"),
                        ports.otlpGrpc(),
                        "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
                        made(piece -> otlp(piece, "otlp_grpc"))),
                () -> requests(
                        "Elasticsearch's _bulk", "elastic_bulk", "/bench/_bulk", this::bulk, "application/x-ndjson"),
                () -> requests(
                        "client library",
                        "client_logs",
                        "/nightjar/v1/ingest/logs",
                        this::client,
                        BatchCodec.CONTENT_TYPE),
                () -> new Way.Connection(
                        what("syslog (RFC 5424), TCP", "syslog"), ports.syslogTcp(), made(this::syslogFrames)),
                () -> new Way.Datagrams(
                        what("syslog (RFC 5424), UDP", "syslog"), ports.syslogUdp(), syslogDatagrams()));
    }

    private Way.What what(String name, String protocol) {
        long textBytes = 0;
        for (int piece = 0; piece < pieces; piece++) {
            for (int i = 0; i < PER_PIECE; i++) {
                textBytes += line(piece, i).length();
            }
        }
        return new Way.What(name, protocol, (long) pieces * PER_PIECE, textBytes);
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

    private Way requests(String name, String protocol, String path, Maker maker, String type) throws IOException {
        return new Way.Requests(what(name, protocol), "POST", path, List.of("Content-Type", type), made(maker));
    }

    private long nanos(int piece, int line) {
        return lastNanos - ((long) (pieces - piece) * PER_PIECE - line) * STEP_NANOS;
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

    private byte[] otlp(int piece, String via) {
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
            byte[] host = new Protobuf().message(1, bytes(via + "-" + stream)).bytes();
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

    private String syslog(int piece, int line) {
        long nanos = nanos(piece, line);
        return "<134>1 " + Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1000 * 1000) + " host-"
                + line % STREAMS + " shop 812 - - " + line(piece, line);
    }

    private byte[] syslogFrames(int piece) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < PER_PIECE; i++) {
            String message = syslog(piece, i);
            body.append(message.length()).append(' ').append(message);
        }
        return bytes(body.toString());
    }

    private List<byte[]> syslogDatagrams() {
        List<byte[]> made = new ArrayList<>();
        for (int piece = 0; piece < pieces; piece++) {
            for (int i = 0; i < PER_PIECE; i++) {
                made.add(bytes(syslog(piece, i)));
            }
        }
        return made;
    }
}
