package dev.nightjar.agent;

import dev.nightjar.client.Shipment;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Batches of several files that go to the server in one request, and are written down as intended, and as acknowledged,
 * together: a thousand files that say a line each cost what one does.
 */
final class Convoy {
    /** Of files; the last batch may go beyond it by a batch. */
    private static final int FULL_BYTES = 256 << 10;

    private static final int FULL_FILES = 1000;

    private final List<FileBatch> batches = new ArrayList<>();
    private long bytes;

    void add(FileBatch batch) {
        batches.add(batch);
        bytes += batch.file().checkpoint().bytesUnderWay();
    }

    boolean isFull() {
        return bytes >= FULL_BYTES || batches.size() >= FULL_FILES;
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    List<FileBatch> batches() {
        return batches;
    }

    long lines() {
        return batches.stream().mapToLong(each -> each.lines().lineCount()).sum();
    }

    /** Of the same batches it is the same, to the byte, in whatever order they were added: after a restart it is another. */
    Shipment shipment() {
        List<FileBatch> inOrder = batches.stream()
                .sorted(Comparator.comparing(
                                (FileBatch each) -> each.file().checkpoint().path())
                        .thenComparingLong(each -> each.file().checkpoint().place())
                        .thenComparing(FileBatch::id))
                .toList();
        String ids = inOrder.stream().map(FileBatch::id).collect(Collectors.joining("\n"));
        return Shipment.of(
                inOrder.size() == 1 ? ids : "files-" + digest(ids),
                new LogBatch(inOrder.stream()
                        .flatMap(each -> each.lines().streams().stream())
                        .toList()));
    }

    /** Each for itself. */
    List<Convoy> apart() {
        List<Convoy> apart = new ArrayList<>();
        for (FileBatch each : batches) {
            Convoy alone = new Convoy();
            alone.add(each);
            apart.add(alone);
        }
        return apart;
    }

    static String digest(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
