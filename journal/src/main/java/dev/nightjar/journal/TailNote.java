package dev.nightjar.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the journal has been written, in a file of its own beside RocksDB's: should the newest of those vanish, nothing
 * else tells that there were more events. Written after the events are on the disk and not synced itself, so it never
 * tells of events that were not there. Its writers are the caller's to order.
 */
final class TailNote implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailNote.class);
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final Path file;
    private @Nullable FileChannel channel;
    private boolean failed;

    TailNote(Path directory) {
        file = directory.resolve("TAIL");
    }

    /** Throws where the journal, which ends with the event {@code last}, had more. */
    void check(long last) {
        long noted = read();
        if (noted > last) {
            throw new JournalException(
                    "the journal in " + file.getParent() + " ends with event " + last + ", but " + (noted - last)
                            + " more had been written, the last at " + written()
                            + ": put its files back, from a backup if need be; to go on without those events delete "
                            + file,
                    null);
        }
    }

    /** 0 where there is no note, or it is not as it was written. */
    private long read() {
        try {
            if (!Files.isRegularFile(file)) {
                return 0;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            if (bytes.remaining() != BYTES || bytes.getInt(Long.BYTES) != checksum(bytes.getLong(0))) {
                LOG.warn("{} is not as it was written: events missing at the journal's end are not missed", file);
                return 0;
            }
            return bytes.getLong(0);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: events missing at the journal's end are not missed", file, e);
            return 0;
        }
    }

    private String written() {
        try {
            return Files.getLastModifiedTime(file).toString();
        } catch (IOException e) {
            return "a time that " + file + " does not say";
        }
    }

    /** Notes that the event and all before it are on the disk. A failure costs the note and nothing else. */
    void write(long last) {
        try {
            FileChannel to = channel;
            if (to == null) {
                to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = to;
            }
            ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(last).putInt(checksum(last));
            to.write(bytes.flip(), 0);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("{} cannot be written: events missing at the journal's end are not missed", file, e);
            }
            failed = true;
            channel = null; // an interrupted thread closes it
        }
    }

    private static int checksum(long last) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(last).flip());
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try {
            FileChannel open = channel;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be closed", file, e);
        }
    }
}
