package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.ServiceName;
import io.vertx.core.MultiMap;
import java.util.Locale;

/** Loki's push, as JSON or as a snappy block of protobuf; what says that it is neither is taken for the latter. */
final class LokiPush implements IngestProtocol {
    private final LogSink sink;
    private final IngestLimits limits;
    private final boolean legacy;
    private final DecodedBodies bodies = new DecodedBodies();

    /** {@code legacy}: JSON as before version 1 of the API. */
    LokiPush(LogSink sink, IngestLimits limits, boolean legacy) {
        this.sink = sink;
        this.limits = limits;
        this.legacy = legacy;
    }

    @Override
    public String name() {
        return "loki_push";
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String type = String.valueOf(headers.get("Content-Type")).toLowerCase(Locale.ROOT);
        String bare = (type.contains(";") ? type.substring(0, type.indexOf(';')) : type).strip();
        String encoding = LokiBody.encoding(headers.get("Content-Encoding"));
        return bare.equals("application/json") ? storeJson(encoding, body) : storeProto(encoding, body);
    }

    private Answer storeJson(String encoding, byte[] body) throws MalformedException {
        LokiStreams streams = new LokiStreams(limits);
        new LokiJsonDecoder(streams, legacy).decode(LokiBody.decode(body, encoding, limits.maxDecodedBytes()));
        return store(streams);
    }

    /** The block of snappy is always there; an encoding of HTTP may lie around it. */
    private Answer storeProto(String encoding, byte[] body) throws MalformedException {
        byte[] block = encoding.equals("snappy") ? body : LokiBody.decode(body, encoding, limits.maxDecodedBytes());
        SnappyBlock.Decoded decoded = decoded(block);
        LokiStreams streams = new LokiStreams(limits);
        new LokiProtoDecoder(streams, decoded.bytes(), decoded.length()).decode();
        Answer answer = store(streams);
        bodies.giveBack(decoded.bytes());
        return answer;
    }

    private SnappyBlock.Decoded decoded(byte[] block) throws MalformedException {
        if (SnappyFrames.begin(block)) {
            byte[] bytes = SnappyFrames.decode(block, limits.maxDecodedBytes());
            return new SnappyBlock.Decoded(bytes, bytes.length);
        }
        return SnappyBlock.decode(block, limits.maxDecodedBytes(), bodies::take);
    }

    private Answer store(LokiStreams streams) {
        if (!streams.hasStreams()) {
            return LokiAnswers.noStreams();
        }
        LogBatch batch = withServices(streams.batch());
        IngestResult result = batch.streams().isEmpty() ? new IngestResult.Accepted(0) : sink.append(batch);
        return LokiAnswers.of(result, streams.refused());
    }

    /** As in Loki every stream says its service, so that it can be grouped by. */
    private static LogBatch withServices(LogBatch batch) {
        return new LogBatch(batch.streams().stream()
                .map(stream -> stream.under(ServiceName.in(stream.labels())))
                .toList());
    }
}
