package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The blocks of one day, appended one after the other to files of bounded size. One writer, many readers. */
final class PayloadFiles implements AutoCloseable {
    static final long FILE_BYTES = 256L << 20;

    private final Path folder;
    private final List<FileChannel> channels = new ArrayList<>();
    private long lastLength;
    private boolean dirty;

    private PayloadFiles(Path folder) {
        this.folder = folder;
    }

    /** Opens the files and cuts off what lies behind the committed end. */
    static PayloadFiles open(Path folder, int committedFiles, long committedLength) throws IOException {
        PayloadFiles files = new PayloadFiles(folder);
        try {
            for (int i = 0; i < committedFiles; i++) {
                files.channels.add(
                        FileChannel.open(file(folder, i), StandardOpenOption.READ, StandardOpenOption.WRITE));
            }
            int stray = committedFiles;
            while (Files.deleteIfExists(file(folder, stray))) {
                stray++;
            }
            if (committedFiles > 0) {
                FileChannel last = files.channels.get(committedFiles - 1);
                if (last.size() < committedLength) {
                    throw LogIndexException.corrupt(
                            file(folder, committedFiles - 1),
                            last.size(),
                            "the file ends before the committed " + committedLength + " bytes");
                }
                last.truncate(committedLength);
            }
            files.lastLength = committedLength;
            return files;
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static Path file(Path folder, int number) {
        return folder.resolve("blocks-%04d.dat".formatted(number));
    }

    Path file(int number) {
        return file(folder, number);
    }

    synchronized BlockEntry.Place append(byte[] block) throws IOException {
        if (channels.isEmpty() || lastLength + block.length > FILE_BYTES) {
            if (!channels.isEmpty()) {
                channels.getLast().force(false);
            }
            channels.add(FileChannel.open(
                    file(channels.size()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
            DurableFolder.syncNames(folder);
            lastLength = 0;
        }
        long offset = lastLength;
        DurableFolder.writeFully(channels.getLast(), ByteBuffer.wrap(block), offset);
        lastLength += block.length;
        dirty = true;
        return new BlockEntry.Place(channels.size() - 1, offset, block.length);
    }

    byte[] read(BlockEntry.Place place) throws IOException {
        FileChannel channel;
        synchronized (this) {
            channel = channels.get(place.file());
        }
        return DurableFolder.readFully(channel, file(place.file()), place.offset(), place.length());
    }

    synchronized void sync() throws IOException {
        if (dirty) {
            channels.getLast().force(false);
            dirty = false;
        }
    }

    synchronized int files() {
        return channels.size();
    }

    synchronized long lastLength() {
        return lastLength;
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
