package dev.nightjar.logindex;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Contexts of zstd, kept for who needs one next: making one takes several times as long as unpacking a section of a
 * block with it. They hold nothing of what they were used for. Thread-safe.
 */
final class ZstdContexts {
    /** A tenth of a megabyte each. */
    private static final ArrayBlockingQueue<ZstdDecompressCtx> UNPACKING = new ArrayBlockingQueue<>(8);

    /** For sections some hundred kilobytes each. */
    private static final ArrayBlockingQueue<ZstdCompressCtx> PACKING = new ArrayBlockingQueue<>(2);

    private ZstdContexts() {}

    /** Fills {@code to} and says how long what was unpacked is. Throws {@code ZstdException}. */
    static int unpack(byte[] from, int start, int length, byte[] to) {
        ZstdDecompressCtx idle = UNPACKING.poll();
        ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
        boolean usable = false;
        try {
            int size = context.decompressByteArray(to, 0, to.length, from, start, length);
            usable = true;
            return size;
        } finally {
            if (!usable || !UNPACKING.offer(context)) {
                context.close();
            }
        }
    }

    /** Writes to {@code to} and says how long what was packed is. Throws {@code ZstdException}. */
    static int pack(byte[] from, int length, int level, byte[] to) {
        ZstdCompressCtx idle = PACKING.poll();
        ZstdCompressCtx context = idle == null ? new ZstdCompressCtx() : idle;
        boolean usable = false;
        try {
            context.setLevel(level);
            int size = context.compressByteArray(to, 0, to.length, from, 0, length);
            usable = true;
            return size;
        } finally {
            if (!usable || !PACKING.offer(context)) {
                context.close();
            }
        }
    }
}
