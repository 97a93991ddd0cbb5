package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Writes {@code stats} as Loki does. The summary is what clients show; what Loki says of its ingesters, chunks and
 * splits has no counterpart in one process and is zero, there because clients look for it.
 */
final class CostJson {
    private CostJson() {}

    static void write(JsonGenerator out, QueryCost cost) throws IOException {
        write(out, "stats", cost);
    }

    static void write(JsonGenerator out, String field, QueryCost cost) throws IOException {
        out.writeObjectFieldStart(field);
        summary(out, cost);
        out.writeObjectFieldStart("querier");
        store(out, cost);
        out.writeEndObject();
        out.writeObjectFieldStart("ingester");
        zeros(out, "totalReached", "totalChunksMatched", "totalBatches", "totalLinesSent");
        store(out, new QueryCost(0, 0, 0, 0));
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void summary(JsonGenerator out, QueryCost cost) throws IOException {
        out.writeObjectFieldStart("summary");
        out.writeNumberField("bytesProcessedPerSecond", cost.bytesPerSecond());
        out.writeNumberField("linesProcessedPerSecond", cost.linesPerSecond());
        out.writeNumberField("totalBytesProcessed", cost.bytes());
        out.writeNumberField("totalLinesProcessed", cost.lines());
        out.writeNumberField("execTime", cost.seconds());
        out.writeNumberField("queueTime", 0.0);
        out.writeNumberField("totalEntriesReturned", cost.entries());
        zeros(out, "subqueries", "splits", "shards", "totalPostFilterLines", "totalStructuredMetadataBytesProcessed");
        out.writeEndObject();
    }

    private static void store(JsonGenerator out, QueryCost cost) throws IOException {
        out.writeObjectFieldStart("store");
        zeros(out, "totalChunksRef", "totalChunksDownloaded", "chunksDownloadTime");
        out.writeObjectFieldStart("chunk");
        zeros(out, "headChunkBytes", "headChunkLines");
        out.writeNumberField("decompressedBytes", cost.bytes());
        out.writeNumberField("decompressedLines", cost.lines());
        zeros(out, "compressedBytes", "totalDuplicates", "postFilterLines");
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void zeros(JsonGenerator out, String... names) throws IOException {
        for (String name : names) {
            out.writeNumberField(name, 0);
        }
    }
}
