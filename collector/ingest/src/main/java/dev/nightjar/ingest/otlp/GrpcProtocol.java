package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC. A call is one message each way, so all that gRPC adds over HTTP/2 is a frame of five bytes around a
 * message, and the status in trailers; a time to wait travels as {@code RetryInfo}.
 */
final class GrpcProtocol implements IngestProtocol {
    private static final String CONTENT_TYPE = "application/grpc";
    private static final int FRAME_BYTES = 5;

    private final Signal signal;
    private final IngestLimits limits;

    GrpcProtocol(Signal signal, IngestLimits limits) {
        this.signal = signal;
        this.limits = limits;
    }

    @Override
    public String name() {
        return signal.name() + "_grpc";
    }

    @Override
    public @Nullable String encoding(MultiMap headers) {
        return headers.get("grpc-encoding");
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        if (!isGrpc(headers)) {
            throw new MalformedException(
                    415,
                    "unsupported_type",
                    "Content-Type must be " + CONTENT_TYPE + " here, found " + headers.get("Content-Type")
                            + "; over HTTP, send to /v1/metrics, /v1/logs or /v1/traces");
        }
        byte[] message = message(body, encoding(headers));
        return signal.store(message, message.length);
    }

    private byte[] message(byte[] body, @Nullable String encoding) throws MalformedException {
        if (body.length < FRAME_BYTES) {
            throw new MalformedException("gRPC: a message takes at least 5 bytes, found " + body.length);
        }
        long length = ((body[1] & 0xffL) << 24) | ((body[2] & 0xff) << 16) | ((body[3] & 0xff) << 8) | (body[4] & 0xff);
        if (length != body.length - FRAME_BYTES) {
            throw new MalformedException("gRPC: the message says it is " + length + " bytes long, found "
                    + (body.length - FRAME_BYTES) + "; a call has one message");
        }
        byte[] framed = Arrays.copyOfRange(body, FRAME_BYTES, body.length);
        boolean compressed = body[0] == 1;
        if (body[0] != 0 && !compressed) {
            throw new MalformedException("gRPC: the message's first byte is " + body[0] + ", not 0 or 1");
        }
        if (compressed && (encoding == null || encoding.equals("identity"))) {
            throw new MalformedException("gRPC: the message is compressed, but grpc-encoding does not say how");
        }
        return Compression.decode(framed, compressed ? encoding : null, limits.maxDecodedBytes());
    }

    private static boolean isGrpc(MultiMap headers) {
        return String.valueOf(headers.get("Content-Type")).startsWith(CONTENT_TYPE);
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        Outcome outcome = Outcome.of(answer);
        if (!isGrpc(headers)) {
            return Reply.text(outcome.answer());
        }
        Map<String, String> trailers = new HashMap<>();
        trailers.put("grpc-status", Integer.toString(outcome.code()));
        byte[] body = new byte[0];
        if (outcome.code() == Outcome.OK) {
            body = framed(outcome.protobuf());
        } else {
            trailers.put("grpc-message", percentEncoded(outcome.message()));
            if (outcome.code() == Outcome.UNAVAILABLE) {
                trailers.put("grpc-status-details-bin", details(outcome));
            }
        }
        return new Reply(
                200,
                Map.of("content-type", CONTENT_TYPE, "grpc-accept-encoding", "gzip,deflate,zstd,identity"),
                body,
                trailers);
    }

    private static byte[] framed(byte[] message) {
        byte[] frame = new byte[FRAME_BYTES + message.length];
        for (int i = 0; i < 4; i++) {
            frame[1 + i] = (byte) (message.length >>> (8 * (3 - i)));
        }
        System.arraycopy(message, 0, frame, FRAME_BYTES, message.length);
        return frame;
    }

    /** A {@code Status} with {@code RetryInfo}. */
    private static String details(Outcome outcome) {
        ProtoWriter out = new ProtoWriter();
        out.varint(1, outcome.code());
        out.text(2, outcome.message());
        int any = out.begin(3);
        out.text(1, "type.googleapis.com/google.rpc.RetryInfo");
        int retryInfo = out.begin(2);
        int delay = out.begin(1);
        out.varint(1, outcome.answer().retryAfterSeconds());
        out.end(delay);
        out.end(retryInfo);
        out.end(any);
        return Base64.getEncoder().withoutPadding().encodeToString(out.toBytes());
    }

    /** As gRPC has messages in a header: what is not printable ASCII, and the percent sign, in hexadecimal. */
    static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0x20 && b < 0x7f && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
