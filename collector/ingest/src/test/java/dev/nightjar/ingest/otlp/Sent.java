package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.ProtoBytes;

/** Requests as OpenTelemetry's senders make them, written by hand. Times are seconds since the epoch. */
final class Sent {
    private Sent() {}

    static long nanos(double seconds) {
        return Math.round(seconds * 1000) * 1_000_000;
    }

    static ProtoBytes attribute(String key, String value) {
        return new ProtoBytes().text(1, key).message(2, new ProtoBytes().text(1, value));
    }

    static ProtoBytes attribute(String key, ProtoBytes value) {
        return new ProtoBytes().text(1, key).message(2, value);
    }

    /** Keys and values by turns. */
    static ProtoBytes resource(String... attributes) {
        ProtoBytes resource = new ProtoBytes();
        for (int i = 0; i < attributes.length; i += 2) {
            resource.message(1, attribute(attributes[i], attributes[i + 1]));
        }
        return resource;
    }

    static ProtoBytes scope(String name, String version, String... attributes) {
        ProtoBytes scope = new ProtoBytes().text(1, name).text(2, version);
        for (int i = 0; i < attributes.length; i += 2) {
            scope.message(3, attribute(attributes[i], attributes[i + 1]));
        }
        return scope;
    }

    /** A request of one resource and one scope. */
    static ProtoBytes request(ProtoBytes resource, ProtoBytes... items) {
        return scoped(resource, scope("lib", "1.0"), items);
    }

    static ProtoBytes scoped(ProtoBytes resource, ProtoBytes scope, ProtoBytes... items) {
        ProtoBytes inScope = new ProtoBytes().message(1, scope);
        for (ProtoBytes item : items) {
            inScope.message(2, item);
        }
        return new ProtoBytes().message(1, new ProtoBytes().message(1, resource).message(2, inScope));
    }

    private static ProtoBytes metric(String name, String unit, int type, ProtoBytes data) {
        return new ProtoBytes()
                .text(1, name)
                .text(2, "About " + name)
                .text(3, unit)
                .message(type, data);
    }

    private static ProtoBytes points(ProtoBytes... points) {
        ProtoBytes data = new ProtoBytes();
        for (ProtoBytes point : points) {
            data.message(1, point);
        }
        return data;
    }

    static ProtoBytes gauge(String name, String unit, ProtoBytes... points) {
        return metric(name, unit, 5, points(points));
    }

    static ProtoBytes counter(String name, String unit, ProtoBytes... points) {
        return metric(name, unit, 7, points(points).varint(2, 2).varint(3, 1));
    }

    static ProtoBytes sum(String name, long temporality, boolean monotonic, ProtoBytes... points) {
        return metric(name, "", 7, points(points).varint(2, temporality).varint(3, monotonic ? 1 : 0));
    }

    static ProtoBytes histogram(String name, String unit, long temporality, ProtoBytes... points) {
        return metric(name, unit, 9, points(points).varint(2, temporality));
    }

    static ProtoBytes exponential(String name, long temporality, ProtoBytes... points) {
        return metric(name, "", 10, points(points).varint(2, temporality));
    }

    static ProtoBytes summary(String name, ProtoBytes... points) {
        return metric(name, "", 11, points(points));
    }

    /** A number; attributes are keys and values by turns. */
    static ProtoBytes number(double time, double value, String... attributes) {
        return withAttributes(
                7, new ProtoBytes().fixed64(3, nanos(time)).fixed64(4, Double.doubleToRawLongBits(value)), attributes);
    }

    static ProtoBytes number(double start, double time, double value, String... attributes) {
        return number(time, value, attributes).fixed64(2, nanos(start));
    }

    static ProtoBytes withAttributes(int field, ProtoBytes point, String... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            point.message(field, attribute(attributes[i], attributes[i + 1]));
        }
        return point;
    }

    static ProtoBytes bounded(double time, double sum, double[] bounds, long[] counts) {
        ProtoBytes packedBounds = new ProtoBytes();
        for (double bound : bounds) {
            packedBounds.rawFixed64(bound);
        }
        ProtoBytes packedCounts = new ProtoBytes();
        long count = 0;
        for (long bucket : counts) {
            packedCounts.rawFixed64(Double.longBitsToDouble(bucket));
            count += bucket;
        }
        return new ProtoBytes()
                .fixed64(3, nanos(time))
                .fixed64(4, count)
                .fixed64(5, Double.doubleToRawLongBits(sum))
                .message(6, packedCounts)
                .message(7, packedBounds);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /** Positive buckets from {@code offset} on. */
    static ProtoBytes exponentialPoint(double time, long scale, double sum, long zeros, long offset, long... counts) {
        long count = zeros;
        for (long bucket : counts) {
            count += bucket;
        }
        return new ProtoBytes()
                .fixed64(3, nanos(time))
                .fixed64(4, count)
                .fixed64(5, Double.doubleToRawLongBits(sum))
                .varint(6, zigzag(scale))
                .fixed64(7, zeros)
                .message(8, new ProtoBytes().varint(1, zigzag(offset)).message(2, new ProtoBytes().packed(counts)));
    }
}
