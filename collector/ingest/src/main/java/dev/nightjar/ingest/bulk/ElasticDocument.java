package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.List;

/** One document in a request of its own, as in {@code POST /INDEX/_doc}: a bulk request of one. */
final class ElasticDocument {
    private final BulkStore store;
    private final IngestLimits limits;
    private final InstantSource clock;

    ElasticDocument(BulkStore store, IngestLimits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param id empty if the sender leaves it to us */
    Answer store(String index, String id, MultiMap headers, byte[] body) throws MalformedException {
        byte[] decoded = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        BulkItem item = new BulkReader(decoded, index, limits, clock).readOne(id);
        if (!item.isRefused()) {
            store.store(List.of(item));
        }
        return ElasticAnswers.ofOne(
                item, id.isEmpty() ? Long.toString(clock.instant().toEpochMilli(), 36) : id);
    }
}
