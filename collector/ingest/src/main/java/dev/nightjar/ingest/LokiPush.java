package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import io.vertx.core.MultiMap;
import java.util.Locale;

/** Loki's push, as JSON or as a snappy block of protobuf. */
final class LokiPush implements IngestProtocol {
    private final LogSink sink;
    private final IngestLimits limits;
    private final DecodedBodies bodies = new DecodedBodies();

    LokiPush(LogSink sink, IngestLimits limits) {
        this.sink = sink;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "loki_push";
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String type = String.valueOf(headers.get("Content-Type")).toLowerCase(Locale.ROOT);
        String bare = (type.contains(";") ? type.substring(0, type.indexOf(';')) : type).strip();
        return switch (bare) {
            case "application/json" -> storeJson(headers, body);
            case "application/x-protobuf" -> storeProto(body);
            default ->
                throw new MalformedException(
                        415,
                        "unsupported_type",
                        "Content-Type must be application/json or application/x-protobuf, found "
                                + headers.get("Content-Type"));
        };
    }

    private Answer storeJson(MultiMap headers, byte[] body) throws MalformedException {
        LogPush push = new LogPush(limits);
        new LokiJsonDecoder(push)
                .decode(Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes()));
        return store(push);
    }

    private Answer storeProto(byte[] body) throws MalformedException {
        LogPush push = new LogPush(limits);
        SnappyBlock.Decoded decoded = SnappyBlock.decode(body, limits.maxDecodedBytes(), bodies::take);
        new LokiProtoDecoder(push, decoded.bytes(), decoded.length()).decode();
        Answer answer = store(push);
        bodies.giveBack(decoded.bytes());
        return answer;
    }

    private Answer store(LogPush push) {
        LogBatch batch = push.batch();
        IngestResult result = batch.streams().isEmpty() ? new IngestResult.Accepted(0) : sink.append(batch);
        return Answer.of(result, push.refused());
    }
}
