package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.BatchIds;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.Reply;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * OTLP over HTTP: protobuf or JSON, and the answer in what was asked in. What an agent passes on for others carries an id,
 * by which it is known when it comes again; other senders' requests have none.
 */
final class HttpProtocol implements IngestProtocol {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final Signal signal;
    private final IngestLimits limits;
    private final BatchIds ids = new BatchIds();

    HttpProtocol(Signal signal, IngestLimits limits) {
        this.signal = signal;
        this.limits = limits;
    }

    @Override
    public String name() {
        return signal.name();
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String type = type(headers);
        if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
            throw new MalformedException(
                    415,
                    "unsupported_type",
                    "Content-Type must be " + PROTOBUF + " or " + JSON + ", found " + headers.get("Content-Type"));
        }
        return ids.once(headers, () -> stored(type, headers, body));
    }

    private Answer stored(String type, MultiMap headers, byte[] body) throws MalformedException {
        byte[] decoded = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        if (type.equals(PROTOBUF)) {
            return signal.store(decoded, decoded.length);
        }
        ProtoWriter rewritten = JsonToProto.rewrite(decoded, decoded.length, signal.schema());
        return signal.store(rewritten.bytes(), rewritten.used());
    }

    private static String type(MultiMap headers) {
        String type = String.valueOf(headers.get("Content-Type")).toLowerCase(Locale.ROOT);
        return (type.contains(";") ? type.substring(0, type.indexOf(';')) : type).strip();
    }

    @Override
    public Reply reply(MultiMap headers, Answer answer) {
        Outcome outcome = Outcome.of(answer);
        String type = type(headers);
        return switch (type) {
            case PROTOBUF -> Reply.of(outcome.answer(), outcome.httpStatus(), type, outcome.protobuf());
            case JSON ->
                Reply.of(
                        outcome.answer(),
                        outcome.httpStatus(),
                        type,
                        outcome.json(signal.rejectedName()).getBytes(StandardCharsets.UTF_8));
            default -> Reply.text(outcome.answer());
        };
    }
}
