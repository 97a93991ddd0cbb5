package dev.nightjar.tsdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory for very many short byte streams that grow at the end and are freed whole: blocks of 64 bytes, 60 of a stream
 * and 4 naming the next block, in pages of 1 MiB. Freed blocks are used again at once, so there is no fragmentation
 * beyond the last block of each stream. Who owns a stream keeps its first and last block and its length. Not
 * thread-safe; reading while nobody writes is.
 */
final class ByteStreams {
    static final int NO_BLOCK = -1;

    private static final int BLOCK_BYTES = 64;
    private static final int PAYLOAD = BLOCK_BYTES - 4;
    private static final int PAGE_BITS = 14;
    private static final int BLOCKS_IN_PAGE = 1 << PAGE_BITS;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[][] pages = new byte[4][];
    private int pageCount;
    private int untouched;
    private int free = NO_BLOCK;
    private long usedBlocks;

    long usedBytes() {
        return usedBlocks * BLOCK_BYTES;
    }

    /** A new stream, as its first and so far last block. Something is appended to it before it is freed. */
    int begin() {
        return take();
    }

    /**
     * Appends to a stream of {@code length} bytes that ends in {@code last}.
     *
     * @return the stream's last block from now on
     */
    int append(int last, int length, byte[] from, int count) {
        int block = last;
        int inBlock = length % PAYLOAD;
        int written = 0;
        while (written < count) {
            if (inBlock == 0 && length + written > 0) {
                int next = take();
                INTS.set(page(block), at(block) + PAYLOAD, next);
                block = next;
            }
            int part = Math.min(PAYLOAD - inBlock, count - written);
            System.arraycopy(from, written, page(block), at(block) + inBlock, part);
            written += part;
            inBlock = (inBlock + part) % PAYLOAD;
        }
        return block;
    }

    void copy(int first, int length, byte[] to, int toAt) {
        int block = first;
        int done = 0;
        while (done < length) {
            int part = Math.min(PAYLOAD, length - done);
            System.arraycopy(page(block), at(block), to, toAt + done, part);
            done += part;
            block = (int) INTS.get(page(block), at(block) + PAYLOAD);
        }
    }

    void free(int first, int length) {
        int block = first;
        for (int freed = 0; freed < length; freed += PAYLOAD) {
            int next = freed + PAYLOAD < length ? (int) INTS.get(page(block), at(block) + PAYLOAD) : NO_BLOCK;
            INTS.set(page(block), at(block) + PAYLOAD, free);
            free = block;
            usedBlocks--;
            block = next;
        }
    }

    private int take() {
        usedBlocks++;
        if (free != NO_BLOCK) {
            int block = free;
            free = (int) INTS.get(page(block), at(block) + PAYLOAD);
            return block;
        }
        if (untouched == pageCount * BLOCKS_IN_PAGE) {
            if (pageCount == pages.length) {
                pages = Arrays.copyOf(pages, 2 * pageCount);
            }
            pages[pageCount++] = new byte[BLOCKS_IN_PAGE * BLOCK_BYTES];
        }
        return untouched++;
    }

    private byte[] page(int block) {
        return pages[block >>> PAGE_BITS];
    }

    private static int at(int block) {
        return (block & (BLOCKS_IN_PAGE - 1)) * BLOCK_BYTES;
    }
}
