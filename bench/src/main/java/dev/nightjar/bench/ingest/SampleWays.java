package dev.nightjar.bench.ingest;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * The same samples by every protocol for metrics: counters of 1,000 series with four labels and a name, one sample each
 * ten seconds, five of them a request (5,000 samples). Each protocol has series of its own, by their label {@code via}.
 */
final class SampleWays {
    private static final int SERIES = 1000;
    private static final int STEPS_PER_PIECE = 5;
    private static final long STEP_MILLIS = 10_000;
    private static final String NAME = "bench_requests_total";
    private static final int LINES_PER_DATAGRAM = 10;
    private static final String PROTOBUF = "application/x-protobuf";
    private static final List<String> SNAPPY_1 = List.of("Content-Type", PROTOBUF, "Content-Encoding", "snappy");
    private static final List<String> SNAPPY_2 =
            List.of("Content-Type", PROTOBUF + ";proto=io.prometheus.write.v2.Request", "Content-Encoding", "snappy");

    private final int pieces;
    private final long lastMillis;

    /** @param roundsAfter how many more rounds there will be, whose times lie behind those of this one */
    SampleWays(long samples, long lastMillis, int roundsAfter) {
        this.pieces = (int) Math.max(1, samples / (SERIES * STEPS_PER_PIECE));
        this.lastMillis = lastMillis - (long) roundsAfter * pieces * STEPS_PER_PIECE * STEP_MILLIS;
    }

    List<Way.Maker> all(LoadPorts ports) {
        return List.of(
                () -> requests("Remote write 1.0", "remote_write", "/api/v1/write", this::remoteWrite1, SNAPPY_1),
                () -> requests("Remote write 2.0", "remote_write", "/api/v1/write", this::remoteWrite2, SNAPPY_2),
                () -> requests(
                        "OTLP, HTTP",
                        "otlp_metrics",
                        "/v1/metrics",
                        piece -> otlp(piece, "otlp_http"),
                        List.of("Content-Type", PROTOBUF)),
                () -> new Way.Calls(
                        what("OTLP, gRPC", "otlp_metrics"),
                        ports.otlpGrpc(),
                        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                        made(piece -> otlp(piece, "otlp_grpc"))),
                () -> requests(
                        "client library",
                        "client_metrics",
                        "/nightjar/v1/ingest/metrics",
                        this::client,
                        List.of("Content-Type", BatchCodec.CONTENT_TYPE)),
                () -> requests(
                        "InfluxDB's lines",
                        "influx",
                        "/api/v2/write?bucket=bench",
                        this::influx,
                        List.of("Content-Type", "text/plain")),
                this::pushes,
                () -> new Way.Connection(
                        what("Graphite, TCP", "graphite"),
                        ports.graphiteTcp(),
                        made(piece -> bytes(String.join("", graphite(piece, "graphite_tcp"))))),
                () -> new Way.Datagrams(
                        what("Graphite, UDP, 10 a datagram", "graphite"),
                        ports.graphiteUdp(),
                        datagrams(piece -> graphite(piece, "graphite_udp"))),
                () -> new Way.Connection(
                        what("StatsD, TCP", "statsd"),
                        ports.statsdTcp(),
                        made(piece -> bytes(String.join("", statsd("statsd_tcp"))))),
                () -> new Way.Datagrams(
                        what("StatsD, UDP, 10 a datagram", "statsd"),
                        ports.statsdUdp(),
                        datagrams(piece -> statsd("statsd_udp"))));
    }

    private Way.What what(String name, String protocol) {
        return new Way.What(name, protocol, (long) pieces * SERIES * STEPS_PER_PIECE, 0);
    }

    private interface Maker {
        byte[] piece(int number) throws IOException;
    }

    private interface LinesMaker {
        List<String> lines(int piece);
    }

    private List<byte[]> made(Maker maker) throws IOException {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            made.add(maker.piece(i));
        }
        return made;
    }

    private List<byte[]> datagrams(LinesMaker maker) {
        List<byte[]> made = new ArrayList<>();
        for (int piece = 0; piece < pieces; piece++) {
            List<String> lines = maker.lines(piece);
            for (int from = 0; from < lines.size(); from += LINES_PER_DATAGRAM) {
                made.add(bytes(
                        String.join("", lines.subList(from, Math.min(lines.size(), from + LINES_PER_DATAGRAM)))));
            }
        }
        return made;
    }

    private Way requests(String name, String protocol, String path, Maker maker, List<String> headers)
            throws IOException {
        return new Way.Requests(what(name, protocol), "POST", path, headers, made(maker));
    }

    /** A group holds one sample a series, so a push brings a fifth of what the others' requests do. */
    private Way pushes() {
        List<byte[]> bodies = new ArrayList<>();
        for (int push = 0; push < pieces; push++) {
            StringBuilder body = new StringBuilder("# TYPE " + NAME + " counter\n");
            for (int i = 0; i < SERIES; i++) {
                body.append(NAME)
                        .append("{instance=\"")
                        .append(instance(i))
                        .append("\",path=\"")
                        .append(path(i));
                body.append("\",code=\"200\"} ").append(value(i, push)).append('\n');
            }
            bodies.add(bytes(body.toString()));
        }
        return new Way.Requests(
                new Way.What("Pushgateway's text", "push", (long) pieces * SERIES, 0),
                "PUT",
                "/metrics/job/push",
                List.of("Content-Type", "text/plain"),
                bodies);
    }

    private static String instance(int series) {
        return "host-" + series / 20;
    }

    private static String path(int series) {
        return "/api/v1/items/" + series % 20;
    }

    private static double value(int series, int step) {
        return series * 7.0 + step * 3.0;
    }

    private long millis(int piece, int step) {
        return lastMillis - ((long) (pieces - piece) * STEPS_PER_PIECE - step) * STEP_MILLIS;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sample(double value, long millis) {
        return new Protobuf().number(1, value).varint(2, millis).bytes();
    }

    private byte[] remoteWrite1(int piece) throws IOException {
        Protobuf request = new Protobuf();
        for (int i = 0; i < SERIES; i++) {
            Protobuf series = new Protobuf()
                    .label(1, "__name__", NAME)
                    .label(1, "code", "200")
                    .label(1, "instance", instance(i))
                    .label(1, "path", path(i))
                    .label(1, "via", "remote_write_1");
            for (int step = 0; step < STEPS_PER_PIECE; step++) {
                series.message(2, sample(value(i, step), millis(piece, step)));
            }
            request.message(1, series.bytes());
        }
        return Snappy.compress(request.bytes());
    }

    private byte[] remoteWrite2(int piece) throws IOException {
        Protobuf request = new Protobuf();
        List<String> symbols = new ArrayList<>(
                List.of("", "__name__", NAME, "code", "200", "instance", "path", "via", "remote_write_2"));
        int instances = symbols.size();
        for (int i = 0; i < SERIES / 20; i++) {
            symbols.add(instance(20 * i));
        }
        int paths = symbols.size();
        for (int i = 0; i < 20; i++) {
            symbols.add(path(i));
        }
        symbols.forEach(symbol -> request.message(4, bytes(symbol)));
        for (int i = 0; i < SERIES; i++) {
            Protobuf series = new Protobuf().message(1, new byte[] {
                1, 2, 3, 4, 5, (byte) (instances + i / 20), 6, (byte) (paths + i % 20), 7, 8
            });
            for (int step = 0; step < STEPS_PER_PIECE; step++) {
                series.message(2, sample(value(i, step), millis(piece, step)));
            }
            request.message(
                    5, series.message(5, new Protobuf().varint(1, 1).bytes()).bytes());
        }
        return Snappy.compress(request.bytes());
    }

    private byte[] otlp(int piece, String via) {
        Protobuf sum = new Protobuf();
        for (int i = 0; i < SERIES; i++) {
            for (int step = 0; step < STEPS_PER_PIECE; step++) {
                double nanos = Double.longBitsToDouble(millis(piece, step) * 1_000_000);
                Protobuf point = new Protobuf().number(3, nanos).number(4, value(i, step));
                attribute(point, "code", "200");
                attribute(point, "host", instance(i));
                attribute(point, "path", path(i));
                attribute(point, "via", via);
                sum.message(1, point.bytes());
            }
        }
        byte[] metric = new Protobuf()
                .message(1, bytes("bench.requests"))
                .message(7, sum.varint(2, 2).varint(3, 1).bytes())
                .bytes();
        byte[] scope = new Protobuf().message(2, metric).bytes();
        return new Protobuf()
                .message(1, new Protobuf().message(2, scope).bytes())
                .bytes();
    }

    private static void attribute(Protobuf to, String key, String value) {
        byte[] text = new Protobuf().message(1, bytes(value)).bytes();
        to.message(7, new Protobuf().message(1, bytes(key)).message(2, text).bytes());
    }

    private byte[] client(int piece) {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int i = 0; i < SERIES; i++) {
            batch.series(Labels.of(
                    "__name__", NAME, "code", "200", "instance", instance(i), "path", path(i), "via", "client"));
            for (int step = 0; step < STEPS_PER_PIECE; step++) {
                batch.sample(millis(piece, step), value(i, step));
            }
        }
        return BatchCodec.encode(batch.build());
    }

    private byte[] influx(int piece) {
        return bytes(String.join(
                "",
                lines((text, i, step) -> text.append("bench,code=200,instance=")
                        .append(instance(i))
                        .append(",path=")
                        .append(path(i))
                        .append(",via=influx requests_total=")
                        .append(value(i, step))
                        .append(' ')
                        .append(millis(piece, step))
                        .append("000000\n"))));
    }

    private List<String> graphite(int piece, String via) {
        return lines((text, i, step) -> text.append("bench.requests.total;code=200;instance=")
                .append(instance(i))
                .append(";path=")
                .append(path(i))
                .append(";via=")
                .append(via)
                .append(' ')
                .append(value(i, step))
                .append(' ')
                .append(millis(piece, step) / 1000)
                .append('\n'));
    }

    private static List<String> statsd(String via) {
        return lines((text, i, step) -> text.append("bench.requests:3|c|#code:200,instance:")
                .append(instance(i))
                .append(",path:")
                .append(path(i))
                .append(",via:")
                .append(via)
                .append('\n'));
    }

    private interface Line {
        void add(StringBuilder text, int series, int step);
    }

    private static List<String> lines(Line line) {
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < STEPS_PER_PIECE; step++) {
            for (int i = 0; i < SERIES; i++) {
                StringBuilder text = new StringBuilder();
                line.add(text, i, step);
                lines.add(text.toString());
            }
        }
        return lines;
    }
}
