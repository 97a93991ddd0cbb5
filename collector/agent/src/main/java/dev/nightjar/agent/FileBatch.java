package dev.nightjar.agent;

import dev.nightjar.client.Shipment;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A range of a file on its way to the server. Made again from the same range it is the same batch, to the byte, with
 * the same id.
 *
 * @param end offset in the file, after the range
 */
record FileBatch(TailedFile file, long end, Shipment shipment) {
    /** @param bytes of the range, whole entries */
    static FileBatch of(TailedFile file, Checkpoint range, byte[] bytes, Labels labels, Redaction redaction) {
        Map<String, LogBatch.StreamBuilder> streams = new TreeMap<>();
        int[] starts = EntrySplitter.starts(bytes, bytes.length);
        for (int i = 0; i < starts.length; i++) {
            int from = starts[i];
            int to = withoutLineEnd(bytes, from, i + 1 < starts.length ? starts[i + 1] : bytes.length);
            if (to > from) {
                // lines without a time of their own keep their order by a nanosecond each
                long time = LineTime.of(bytes, from, to, range.intendedNanos() + i);
                streams.computeIfAbsent(
                                LineLevel.of(bytes, from, to),
                                level -> LogBatch.stream(
                                        labels.with("filename", range.path()).with("level", level)))
                        .line(time, bytes, from, to, Labels.EMPTY);
            }
        }
        List<LogBatch.Stream> built = new ArrayList<>();
        streams.values().forEach(stream -> built.add(stream.build()));
        return new FileBatch(
                file, range.intended(), Shipment.of(id(range, labels), redaction.apply(new LogBatch(built))));
    }

    private static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    private static String id(Checkpoint range, Labels labels) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((labels + "\n" + range).getBytes(StandardCharsets.UTF_8));
            return "file-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
