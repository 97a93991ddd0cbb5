package dev.nightjar.logindex;

import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of a day's blocks. Full groups lie transposed in one append-only file, mapped; the rest is in memory
 * and rewritten whole at each commit. One writer, many readers.
 */
final class SignatureIndex implements AutoCloseable {
    private static final int GROUP_HEADER = 4 + 4;

    private final Path folder;
    private final FileChannel channel;
    private final List<SignatureGroup> groups = new ArrayList<>();
    private final TreeMap<Integer, PendingSignatures> pending = new TreeMap<>();
    private long length;
    private long pendingBytes;
    /** Ordinals of the blocks whose signatures are here. */
    private final BitSet known = new BitSet();
    /** Ordinals of those that have none; always candidates. */
    private final BitSet without = new BitSet();
    /** What could not be read; empty where nothing. */
    private String damage = "";

    private SignatureIndex(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Opens what a commit left: the groups file's length, and the generation of the file of the rest. */
    static SignatureIndex open(Path folder, long committedLength, long generation) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("signatures.dat"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        SignatureIndex index = new SignatureIndex(folder, channel);
        try {
            channel.truncate(committedLength);
            try {
                while (index.length < committedLength) {
                    index.mapGroup();
                }
            } catch (LogIndexException e) {
                index.damage = String.valueOf(e.getMessage());
                index.length = committedLength;
            }
            if (generation > 0) {
                try {
                    index.readPending(generation);
                } catch (LogIndexException | NoSuchFileException e) {
                    index.damage = String.valueOf(e.getMessage());
                    index.forgetPending();
                }
            }
            return index;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void forgetPending() {
        for (PendingSignatures same : pending.values()) {
            same.forEach((ordinal, signature) -> known.clear(ordinal));
        }
        pending.clear();
        pendingBytes = 0;
    }

    private void mapGroup() throws IOException {
        Path file = folder.resolve("signatures.dat");
        int headLength = GROUP_HEADER + 4 * SignatureGroup.BLOCKS;
        ByteReader head = new ByteReader(DurableFolder.readFully(channel, file, length, headLength));
        int exponent = head.readInt();
        int checksum = head.readInt();
        int at = head.position();
        int[] ordinals = new int[SignatureGroup.BLOCKS];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = head.readInt();
        }
        byte[] bytes = DurableFolder.readFully(channel, file, length, headLength);
        if (exponent < Signature.MIN_EXPONENT
                || exponent > Signature.MAX_EXPONENT
                || Sections.crc(bytes, at, bytes.length) != checksum) {
            throw LogIndexException.corrupt(file, length, "a group's header fails its checksum");
        }
        long rowBytes = SignatureGroup.rowBytes(exponent);
        if (channel.size() < length + headLength + rowBytes) {
            throw LogIndexException.corrupt(file, channel.size(), "the file ends before its committed end");
        }
        MemorySegment rows = channel.map(MapMode.READ_ONLY, length + headLength, rowBytes, Arena.ofAuto());
        groups.add(new SignatureGroup(exponent, ordinals, rows));
        for (int ordinal : ordinals) {
            known.set(ordinal);
        }
        length += headLength + rowBytes;
    }

    /**
     * Takes note of which of the day's blocks have no signature because it cannot be read: any of them may hold what is
     * looked for. Says what is wrong, if anything is.
     */
    synchronized Optional<String> missing(int blocks) {
        without.set(0, blocks);
        without.andNot(known);
        return without.isEmpty() && damage.isEmpty()
                ? Optional.empty()
                : Optional.of("signatures of " + without.cardinality() + " blocks cannot be read (" + damage
                        + "): searches read these blocks until their signatures are made anew");
    }

    /** Ordinals of the blocks that have none. */
    synchronized BitSet without() {
        return (BitSet) without.clone();
    }

    synchronized void add(int ordinal, Signature signature) throws IOException {
        known.set(ordinal);
        without.clear(ordinal);
        PendingSignatures same = pending.computeIfAbsent(signature.exponent(), exponent -> new PendingSignatures());
        pendingBytes += 1L << (signature.exponent() - 3);
        if (same.add(ordinal, signature)) {
            writeGroup(signature.exponent(), same.group());
            same.removeGroup();
        }
    }

    private void writeGroup(int exponent, List<SignatureSquare> squares) throws IOException {
        ByteWriter out = new ByteWriter(GROUP_HEADER + 4 * SignatureGroup.BLOCKS);
        out.writeInt(exponent).writeInt(0);
        int from = out.size();
        for (SignatureSquare square : squares) {
            for (int ordinal : square.ordinals()) {
                out.writeInt(ordinal);
            }
        }
        out.putInt(4, Sections.crc(out.array(), from, out.size()));
        DurableFolder.writeFully(channel, ByteBuffer.wrap(out.array(), 0, out.size()), length);
        SignatureGroup.writeRows(channel, length + out.size(), squares);
        mapGroup();
        pendingBytes -= (long) SignatureGroup.BLOCKS << (exponent - 3);
    }

    /** The blocks that may hold lines fulfilling all of {@code filters}; null where every block may. */
    synchronized @Nullable BitSet candidates(List<LineFilter> filters) {
        BitSet all = null;
        for (LineFilter filter : filters) {
            BitSet some = candidates(filter);
            if (some != null && all != null) {
                all.and(some);
            } else if (some != null) {
                all = some;
            }
        }
        return all;
    }

    private @Nullable BitSet candidates(LineFilter filter) {
        return switch (filter) {
            case LineFilter.Contains contains -> containing(Signature.gramBits(contains.text()));
            case LineFilter.AnyOf any -> {
                BitSet union = new BitSet();
                for (LineFilter alternative : any.alternatives()) {
                    BitSet some = candidates(alternative);
                    if (some == null) {
                        yield null;
                    }
                    union.or(some);
                }
                yield union;
            }
        };
    }

    private @Nullable BitSet containing(int[] gramBits) {
        if (gramBits.length == 0) {
            return null;
        }
        BitSet found = without();
        for (SignatureGroup group : groups) {
            group.addCandidates(gramBits, found);
        }
        for (PendingSignatures same : pending.values()) {
            same.addCandidates(gramBits, found);
        }
        return found;
    }

    synchronized long length() {
        return length;
    }

    synchronized long bytes() {
        return length + pendingBytes;
    }

    /** Makes everything durable; the rest goes to the file of {@code generation}. Readers do not wait for the disk. */
    void commit(long generation) throws IOException {
        channel.force(false);
        ByteWriter out = pendingBytes();
        DurableFolder.writeWhole(pendingFile(generation), out.array(), out.size());
    }

    private synchronized ByteWriter pendingBytes() {
        ByteWriter out = new ByteWriter((int) pendingBytes + 4096);
        out.writeInt(0);
        pending.forEach((exponent, same) -> same.forEach((ordinal, signature) -> {
            out.writeVarint(ordinal).writeByte(exponent);
            for (long word : signature.words()) {
                out.writeLong(word);
            }
        }));
        out.putInt(0, Sections.crc(out.array(), 4, out.size()));
        return out;
    }

    private void readPending(long generation) throws IOException {
        byte[] bytes = Files.readAllBytes(pendingFile(generation));
        if (bytes.length < 4 || new ByteReader(bytes).readInt() != Sections.crc(bytes, 4, bytes.length)) {
            throw LogIndexException.corrupt(pendingFile(generation), 0, "the signatures fail their checksum");
        }
        try {
            readPending(new ByteReader(bytes, 4, bytes.length));
        } catch (ByteReader.Malformed e) {
            throw LogIndexException.corrupt(
                    pendingFile(generation), 0, "the signatures are cut short: " + e.getMessage());
        }
    }

    private void readPending(ByteReader in) throws IOException {
        while (in.remaining() > 0) {
            int ordinal = in.readCount(0);
            int exponent = in.readByte();
            if (exponent < Signature.MIN_EXPONENT || exponent > Signature.MAX_EXPONENT) {
                throw new ByteReader.Malformed("a signature of 2^" + exponent + " bits");
            }
            long[] words = new long[1 << (exponent - 6)];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.readLong();
            }
            add(ordinal, new Signature(exponent, words));
        }
    }

    /** Deletes the files of other generations, which no commit names any more. */
    void deleteOtherThan(long generation) throws IOException {
        for (Path file : DurableFolder.list(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith("pending-") && !file.equals(pendingFile(generation))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path pendingFile(long generation) {
        return folder.resolve("pending-%d.sig".formatted(generation));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
