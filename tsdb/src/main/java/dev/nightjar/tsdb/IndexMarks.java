package dev.nightjar.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What the database's default family says of the index after a part of it was lost. */
final class IndexMarks {
    /** Set by {@link TableRepair} until the index has been loaded from what is left. */
    static final byte[] DAMAGED = "index-damaged".getBytes(UTF_8);

    private static final byte[] FIRST_FREE = "first-free-series".getBytes(UTF_8);

    private final ChunkStore store;

    IndexMarks(ChunkStore store) {
        this.store = store;
    }

    boolean isDamaged() {
        return store.mark(DAMAGED) != null;
    }

    void repaired() {
        store.delete(ChunkFamily.META, DAMAGED);
    }

    /** The least id that a new series may get; 0 if it does not matter. */
    int firstFreeSeries() {
        byte[] found = store.mark(FIRST_FREE);
        return found == null ? 0 : ByteBuffer.wrap(found).getInt();
    }

    void putFirstFreeSeries(int id) {
        store.put(
                ChunkFamily.META, FIRST_FREE, ByteBuffer.allocate(4).putInt(id).array());
    }
}
