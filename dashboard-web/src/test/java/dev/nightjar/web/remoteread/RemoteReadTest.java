package dev.nightjar.web.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.TestingServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteReadTest {
    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TestingServer server = new TestingServer((router, workers) -> {
        Dispatcher dispatcher = new Dispatcher(workers);
        router.post("/read")
                .handler(dispatcher.body(1 << 20))
                .handler(dispatcher.handler(new RemoteRead(series, 1000)::reply, Problems::reply));
    });

    @BeforeEach
    void store() {
        series.put(Labels.of("__name__", "up", "job", "b"), 2000, 2);
        for (int i = 0; i < 300; i++) {
            series.put(Labels.of("__name__", "up", "job", "a"), 1000 + i, i);
        }
        series.put(Labels.of("__name__", "down", "job", "c"), 1000, 1);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** {@code up} with a job from {@code start} to 10,000 ms. */
    private static byte[] request(long start, String metric, long... accepted) {
        MessageWriter name = new MessageWriter();
        name.text(2, "__name__");
        name.text(3, metric);
        MessageWriter job = new MessageWriter();
        job.number(1, 2);
        job.text(2, "job");
        job.text(3, ".+");
        MessageWriter query = new MessageWriter();
        query.number(1, start);
        query.number(2, 10_000);
        query.message(3, name);
        query.message(3, job);
        MessageWriter request = new MessageWriter();
        request.message(1, query);
        for (long type : accepted) {
            // a repeated enumeration is packed, and a 0 in it counts
            request.bytes(2, new byte[] {(byte) type}, 1);
        }
        return Arrays.copyOf(request.array(), request.size());
    }

    private HttpResponse<byte[]> ask(byte[] message) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/read"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(message)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void samples_come_as_one_snappy_message_sorted_by_labels() throws Exception {
        HttpResponse<byte[]> response = ask(request(1298, "up"));

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("snappy");
        assertThat(text(Snappy.uncompress(response.body())))
                .isEqualTo(
                        "result[series[__name__=up job=a 298.0@1298 299.0@1299] series[__name__=up job=b 2.0@2000]]");
    }

    @Test
    void a_native_histogram_keeps_its_buckets() throws Exception {
        series.put(
                Labels.of("__name__", "took", "job", "a"),
                1000,
                new NativeHistogram(
                        0,
                        NativeHistogram.ResetHint.GAUGE,
                        6,
                        18.5,
                        0.001,
                        1,
                        HistogramBuckets.of(new int[] {1, 2, 5}, new double[] {2, 1, 2}),
                        HistogramBuckets.NONE));

        byte[] answer = Snappy.uncompress(ask(request(0, "took")).body());

        MessageReader histogram = nested(nested(nested(new MessageReader(answer), 1), 1), 4);
        List<String> fields = new ArrayList<>();
        for (int field = histogram.field(); field != 0; field = histogram.field()) {
            if (field == 11) {
                fields.add("span");
            } else {
                fields.add(Integer.toString(field));
            }
            histogram.skip();
        }
        assertThat(fields).containsExactly("2", "3", "5", "7", "span", "span", "13", "14", "15");
    }

    private static MessageReader nested(MessageReader reader, int wanted) {
        for (int field = reader.field(); field != 0; field = reader.field()) {
            if (field == wanted) {
                return new MessageReader(reader.bytes());
            }
            reader.skip();
        }
        throw new AssertionError("no field " + wanted);
    }

    @Test
    void chunks_come_framed_and_checked() throws Exception {
        HttpResponse<byte[]> response = ask(request(0, "up", 1, 0));

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
        ByteBuffer body = ByteBuffer.wrap(response.body());
        List<String> frames = new ArrayList<>();
        while (body.hasRemaining()) {
            frames.add(frame(body));
        }
        assertThat(frames)
                .containsExactly(
                        "__name__=up job=a [1000..1119 XOR 120 samples to 119.0] [1120..1239 XOR 120 samples to 239.0]"
                                + " [1240..1299 XOR 60 samples to 299.0]",
                        "__name__=up job=b [2000..2000 XOR 1 samples to 2.0]");
    }

    private static String frame(ByteBuffer body) {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = body.get();
            length |= (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        int sum = body.getInt();
        byte[] message = new byte[length];
        body.get(message);
        CRC32C crc = new CRC32C();
        crc.update(message, 0, length);
        assertThat((int) crc.getValue()).isEqualTo(sum);
        MessageReader one = nested(new MessageReader(message), 1);
        StringBuilder text = new StringBuilder();
        for (int field = one.field(); field != 0; field = one.field()) {
            text.append(text.isEmpty() ? "" : " ").append(field == 1 ? label(one.bytes()) : chunk(one.bytes()));
        }
        return text.toString();
    }

    private static String chunk(byte[] message) {
        MessageReader reader = new MessageReader(message);
        long[] numbers = new long[4];
        List<TestingXorReader.Sample> samples = List.of();
        for (int field = reader.field(); field != 0; field = reader.field()) {
            if (field == 4) {
                samples = TestingXorReader.read(reader.bytes());
            } else {
                numbers[field] = reader.number();
            }
        }
        return "[" + numbers[1] + ".." + numbers[2] + (numbers[3] == 1 ? " XOR " : " ?? ") + samples.size()
                + " samples to " + Double.longBitsToDouble(samples.getLast().valueBits()) + "]";
    }

    private static String label(byte[] message) {
        MessageReader reader = new MessageReader(message);
        reader.field();
        String name = reader.text();
        reader.field();
        return name + "=" + reader.text();
    }

    private static String text(byte[] answer) {
        StringBuilder text = new StringBuilder("result[");
        MessageReader result = nested(new MessageReader(answer), 1);
        while (result.field() != 0) {
            text.append(text.length() == 7 ? "" : " ").append("series[");
            MessageReader one = new MessageReader(result.bytes());
            String separator = "";
            for (int field = one.field(); field != 0; field = one.field()) {
                text.append(separator).append(field == 1 ? label(one.bytes()) : sample(one.bytes()));
                separator = " ";
            }
            text.append(']');
        }
        return text.append(']').toString();
    }

    private static String sample(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.get()).isEqualTo((byte) 0x09);
        double value = bytes.getDouble();
        MessageReader rest = new MessageReader(Arrays.copyOfRange(message, 9, message.length));
        rest.field();
        return value + "@" + rest.number();
    }

    @Test
    void too_many_samples_are_refused() throws Exception {
        for (int i = 0; i < 1000; i++) {
            series.put(Labels.of("__name__", "up", "job", "c"), 3000 + i, i);
        }

        HttpResponse<byte[]> response = ask(request(0, "up"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("exceeded sample limit (1000)");
    }

    @Test
    void what_is_no_request_says_where_it_breaks() throws Exception {
        assertThatThrownBy(() -> ReadRequest.decode(new byte[] {0x0a, 0x05, 0x08}))
                .hasMessage("protobuf: a field at byte 1 says it is 5 bytes long, but only 1 are left");
        assertThatThrownBy(() -> ReadRequest.decode(request(0, "up", 7)))
                .hasMessageStartingWith("server does not support any of the requested response types: [7]");
        assertThat(ask(new byte[] {0x0a, 0x05, 0x08}).statusCode()).isEqualTo(400);
    }
}
