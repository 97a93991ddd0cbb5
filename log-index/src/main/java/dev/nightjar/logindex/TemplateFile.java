package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The template tables of a day, kept in one append-only file. New templates wait in memory until {@link #write}, which
 * must come before the block that uses them; a write that fails is tried again with the next.
 */
final class TemplateFile implements AutoCloseable {
    private static final int TABLE = 0;
    private static final int TEMPLATE = 1;
    private static final int RECORD_HEADER = 4 + 4;

    private final Path file;
    private final FileChannel channel;
    private final Map<String, TemplateTable> byApplication = new HashMap<>();
    private final List<TemplateTable> tables = new ArrayList<>();
    private final ByteWriter waiting = new ByteWriter(4096);
    private volatile long length;

    private TemplateFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Reads what a commit left and cuts off what lies behind. */
    static TemplateFile open(Path folder, long committedLength) throws IOException {
        Path file = folder.resolve("templates.dat");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        TemplateFile opened = new TemplateFile(file, channel);
        try {
            opened.load(committedLength);
            channel.truncate(committedLength);
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads what a commit left and changes nothing. */
    static TemplateFile read(Path folder, long committedLength) throws IOException {
        Path file = folder.resolve("templates.dat");
        TemplateFile opened = new TemplateFile(file, FileChannel.open(file, StandardOpenOption.READ));
        try {
            opened.load(committedLength);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void load(long until) throws IOException {
        byte[] bytes = DurableFolder.readFully(channel, file, 0, Math.toIntExact(until));
        while (length < until) {
            load(bytes, (int) length);
        }
    }

    private void load(byte[] bytes, int at) {
        try {
            ByteReader in = new ByteReader(bytes, at, bytes.length);
            int recordLength = in.readInt();
            int checksum = in.readInt();
            int start = in.skip(recordLength);
            if (Sections.crc(bytes, start, start + recordLength) != checksum) {
                throw LogIndexException.corrupt(file, at, "a template fails its checksum");
            }
            ByteReader record = new ByteReader(bytes, start, start + recordLength);
            int kind = record.readByte();
            long table = record.readVarint();
            byte[] content = record.read(record.remaining());
            if (kind == TABLE && table == tables.size()) {
                enter(new TemplateTable(tables.size(), new String(content, StandardCharsets.UTF_8)));
            } else if (kind == TEMPLATE && table < tables.size()) {
                tables.get((int) table).add(content);
            } else {
                throw LogIndexException.corrupt(file, at, "a record of kind " + kind + " for table " + table);
            }
            length = record.end();
        } catch (ByteReader.Malformed | IndexOutOfBoundsException e) {
            throw LogIndexException.corrupt(file, at, "the record of a template is cut short: " + e.getMessage());
        }
    }

    private synchronized void enter(TemplateTable table) {
        tables.add(table);
        byApplication.put(table.application(), table);
    }

    /** The application's table, made if there is none. On the sealing thread. */
    TemplateTable of(String application) {
        TemplateTable present = byApplication.get(application);
        if (present == null) {
            present = new TemplateTable(tables.size(), application);
            enter(present);
            record(TABLE, present.id(), application.getBytes(StandardCharsets.UTF_8));
        }
        return present;
    }

    /** The table of a number, from any thread. */
    synchronized TemplateTable table(long number) {
        if (number < 0 || number >= tables.size()) {
            throw new ByteReader.Malformed("template table " + number + " of " + tables.size());
        }
        return tables.get((int) number);
    }

    /** A new template, entered in its table. On the sealing thread. */
    Template add(TemplateTable table, byte[] key, int keyLength) {
        Template template = table.add(Arrays.copyOf(key, keyLength));
        record(TEMPLATE, table.id(), template.key());
        return template;
    }

    private void record(int kind, int table, byte[] content) {
        int at = waiting.size();
        waiting.writeInt(0).writeInt(0).writeByte(kind).writeVarint(table).write(content);
        int start = at + RECORD_HEADER;
        waiting.putInt(at, waiting.size() - start);
        waiting.putInt(at + 4, Sections.crc(waiting.array(), start, waiting.size()));
    }

    /** Writes the new templates. On the sealing thread. */
    void write() throws IOException {
        if (waiting.size() > 0) {
            long end = length + waiting.size();
            DurableFolder.writeFully(channel, ByteBuffer.wrap(waiting.array(), 0, waiting.size()), length);
            length = end;
            waiting.clear();
        }
    }

    void sync() throws IOException {
        write();
        channel.force(false);
    }

    long length() {
        return length;
    }

    /** Of all applications. */
    synchronized int templates() {
        return tables.stream().mapToInt(TemplateTable::size).sum();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
