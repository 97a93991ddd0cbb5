package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;

/** Prometheus remote write 1.0. */
final class RemoteWrite implements IngestProtocol {
    private final SampleSink sink;
    private final IngestLimits limits;

    RemoteWrite(SampleSink sink, IngestLimits limits) {
        this.sink = sink;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "remote_write";
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        check(headers);
        byte[] decoded = SnappyBlock.decode(body, limits.maxDecodedBytes());
        SampleBatch batch = SeriesLabels.checked(new RemoteWriteDecoder(decoded, decoded.length).decode());
        IngestResult result = batch.sampleCount() == 0 ? new IngestResult.Accepted(0) : sink.append(batch);
        return Answer.of(result, List.of());
    }

    private static void check(MultiMap headers) throws MalformedException {
        String type = String.valueOf(headers.get("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        if (type.contains("proto=io.prometheus.write.v2.request")) {
            throw unsupported("not supported yet: remote write 2.0; send remote write 1.0 (Content-Type:"
                    + " application/x-protobuf), as Prometheus does when it is answered 415");
        }
        String bare = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
        boolean known = !type.contains(";proto=") || type.contains(";proto=prometheus.writerequest");
        if (!bare.equals("application/x-protobuf") || !known) {
            throw unsupported("Content-Type must be application/x-protobuf (remote write 1.0), found "
                    + headers.get("Content-Type"));
        }
        String encoding = headers.get("Content-Encoding");
        if (encoding == null || !encoding.strip().equalsIgnoreCase("snappy")) {
            throw unsupported("Content-Encoding must be snappy (block format), found " + encoding);
        }
    }

    private static MalformedException unsupported(String message) {
        return new MalformedException(415, "unsupported_type", message);
    }
}
