package dev.nightjar.logindex;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns streams of a batch into the payload of a write-ahead log's record and back. */
final class BatchCodec {
    private BatchCodec() {}

    /** Appends to {@code out}. */
    static void encode(List<LogBatch.Stream> streams, ByteWriter out) {
        out.writeVarint(streams.size());
        for (LogBatch.Stream stream : streams) {
            encode(stream, out);
        }
    }

    private static void encode(LogBatch.Stream stream, ByteWriter out) {
        writeLabels(out, stream.labels());
        int size = stream.size();
        out.writeVarint(size);
        long last = 0;
        boolean anyMetadata = false;
        for (int i = 0; i < size; i++) {
            out.writeZigzag(stream.timestampNanos(i) - last);
            last = stream.timestampNanos(i);
            anyMetadata |= !stream.metadata(i).isEmpty();
        }
        for (int i = 0; i < size; i++) {
            out.writeVarint(stream.lineEnd(i) - stream.lineStart(i));
        }
        for (int i = 0; i < size; i++) {
            out.write(stream.text(), stream.lineStart(i), stream.lineEnd(i) - stream.lineStart(i));
        }
        out.writeByte(anyMetadata ? 1 : 0);
        if (anyMetadata) {
            Map<Labels, Integer> seen = new HashMap<>();
            for (int i = 0; i < size; i++) {
                Labels metadata = stream.metadata(i);
                Integer known = seen.get(metadata);
                if (known == null) {
                    out.writeVarint(seen.size());
                    seen.put(metadata, seen.size());
                    writeLabels(out, metadata);
                } else {
                    out.writeVarint(known);
                }
            }
        }
    }

    static List<LogBatch.Stream> decode(byte[] payload) throws LabelBytes.InvalidLabelsException {
        ByteReader in = new ByteReader(payload);
        int count = in.readCount(1);
        List<LogBatch.Stream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(decodeStream(in));
        }
        return streams;
    }

    private static LogBatch.Stream decodeStream(ByteReader in) throws LabelBytes.InvalidLabelsException {
        Labels labels = readLabels(in);
        int size = in.readCount(2);
        long[] timestamps = new long[size];
        int[] ends = new int[size];
        long last = 0;
        for (int i = 0; i < size; i++) {
            last += in.readZigzag();
            timestamps[i] = last;
        }
        int end = 0;
        for (int i = 0; i < size; i++) {
            int length = in.readCount(1);
            if (length > in.remaining() - end) {
                throw new ByteReader.Malformed("lines of more than the " + in.remaining() + " bytes left");
            }
            end += length;
            ends[i] = end;
        }
        byte[] text = in.read(end);
        Labels[] metadata = new Labels[0];
        if (in.readByte() == 1) {
            metadata = new Labels[size];
            List<Labels> seen = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int index = in.readCount(0);
                if (index > seen.size()) {
                    throw new ByteReader.Malformed("metadata " + index + " of " + seen.size());
                }
                if (index == seen.size()) {
                    seen.add(readLabels(in));
                }
                metadata[i] = seen.get(index);
            }
        }
        return new LogBatch.Stream(labels, size, timestamps, text, ends, metadata);
    }

    static void writeLabels(ByteWriter out, Labels labels) {
        byte[] bytes = LabelBytes.encode(labels);
        out.writeVarint(bytes.length).write(bytes);
    }

    static Labels readLabels(ByteReader in) throws LabelBytes.InvalidLabelsException {
        byte[] bytes = in.read(in.readCount(1));
        return LabelBytes.decode(bytes, 0, bytes.length);
    }
}
