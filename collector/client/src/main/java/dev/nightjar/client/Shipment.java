package dev.nightjar.client;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.SampleBatch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One request to the server, ready to be sent, and sent again unchanged until it is answered.
 *
 * @param batchId the same at every attempt, so that the server recognises a resend; printable ASCII
 * @param path of the endpoint, from the server's root
 * @param body handed over: nobody writes to it again
 * @param items samples, lines or changes in it, to count by
 */
public record Shipment(String batchId, String path, String contentType, byte[] body, long items) {
    private static final String METRICS_PATH = "/nightjar/v1/ingest/metrics";
    private static final String LOGS_PATH = "/nightjar/v1/ingest/logs";
    private static final String CHANGES_PATH = "/nightjar/v1/changes";
    private static final String HEARTBEAT_PATH = "/nightjar/v1/heartbeat/";

    public static Shipment of(String batchId, SampleBatch batch) {
        return new Shipment(
                batchId, METRICS_PATH, BatchCodec.CONTENT_TYPE, BatchCodec.encode(batch), batch.sampleCount());
    }

    public static Shipment of(String batchId, LogBatch batch) {
        return new Shipment(batchId, LOGS_PATH, BatchCodec.CONTENT_TYPE, BatchCodec.encode(batch), batch.lineCount());
    }

    static Shipment heartbeat(String batchId, String token) {
        return new Shipment(
                batchId,
                HEARTBEAT_PATH
                        + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20"),
                "application/json",
                new byte[] {'{', '}'},
                1);
    }

    static Shipment of(String batchId, Change change) {
        return new Shipment(batchId, CHANGES_PATH, "application/json", ChangeJson.encode(change), 1);
    }
}
