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
        LogPush push = new LogPush(limits);
        switch (bare) {
            case "application/json" ->
                new LokiJsonDecoder(push)
                        .decode(Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes()));
            case "application/x-protobuf" ->
                new LokiProtoDecoder(push, SnappyBlock.decode(body, limits.maxDecodedBytes())).decode();
            default ->
                throw new MalformedException(
                        415,
                        "unsupported_type",
                        "Content-Type must be application/json or application/x-protobuf, found "
                                + headers.get("Content-Type"));
        }
        LogBatch batch = push.batch();
        IngestResult result = batch.streams().isEmpty() ? new IngestResult.Accepted(0) : sink.append(batch);
        return Answer.of(result, push.refused());
    }
}
