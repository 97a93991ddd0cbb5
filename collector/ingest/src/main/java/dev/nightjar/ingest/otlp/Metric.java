package dev.nightjar.ingest.otlp;

import java.nio.charset.StandardCharsets;

/**
 * What the points of a metric have in common.
 *
 * @param sent as the sender calls it, for messages
 * @param name as the metric is stored
 * @param temporality whether points are totals or what came since the point before
 */
record Metric(String sent, byte[] name, byte[] sumName, byte[] countName, byte[] bucketName, Temporality temporality) {
    enum Temporality {
        /** Of metrics whose points are not added up. */
        NONE,
        UNSPECIFIED,
        DELTA,
        CUMULATIVE;

        static Temporality of(long number) {
            return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
        }
    }

    static Metric of(String sent, String name, Temporality temporality) {
        return new Metric(
                sent, bytes(name), bytes(name + "_sum"), bytes(name + "_count"), bytes(name + "_bucket"), temporality);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean isDelta() {
        return temporality == Temporality.DELTA;
    }
}
