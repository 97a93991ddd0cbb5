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
import java.util.Arrays;
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
    private final Path folder;
    private final Path file;
    private final FileChannel channel;
    private final Damages damages;
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

    private SignatureIndex(Path folder, Path file, FileChannel channel, Damages damages) {
        this.folder = folder;
        this.file = file;
        this.channel = channel;
        this.damages = damages;
    }

    /** Opens what a commit left: the groups file's length, and the generation of the file of the rest. */
    static SignatureIndex open(Path folder, long committedLength, long generation, Damages damages) throws IOException {
        Path file = DayChains.signatures(folder);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SignatureIndex index = new SignatureIndex(folder, file, channel, damages);
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
        byte[] head = DurableFolder.readFully(channel, file, length, SignatureGroup.HEAD);
        ByteReader in = new ByteReader(head);
        SignatureGroup.Form form = SignatureGroup.Form.of(in.readInt());
        int checksum = in.readInt();
        if (!form.isKnown() || SignatureGroup.checksum(form, head) != checksum) {
            throw LogIndexException.corrupt(file, length, "a group's header fails its checksum");
        }
        int[] ordinals = new int[SignatureGroup.BLOCKS];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = in.readInt();
        }
        long end = length + head.length + form.rowBytes();
        if (channel.size() < end) {
            throw LogIndexException.corrupt(file, channel.size(), "the file ends before its committed end");
        }
        MemorySegment rows = channel.map(MapMode.READ_ONLY, length + head.length, form.rowBytes(), Arena.ofAuto());
        groups.add(new SignatureGroup(length, form, ordinals, new SignatureRows(rows, form.checked())));
        Arrays.stream(ordinals).forEach(known::set);
        length = end;
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
        SignatureGroup.Form form = new SignatureGroup.Form(exponent, true);
        ByteWriter out = new ByteWriter(SignatureGroup.HEAD);
        out.writeInt(form.code()).writeInt(0);
        for (SignatureSquare square : squares) {
            for (int ordinal : square.ordinals()) {
                out.writeInt(ordinal);
            }
        }
        out.putInt(4, SignatureGroup.checksum(form, out.toBytes()));
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
            case LineFilter.Passes _, LineFilter.Not _ -> null;
        };
    }

    private @Nullable BitSet containing(int[] gramBits) {
        if (gramBits.length == 0) {
            return null;
        }
        BitSet found = new BitSet();
        for (SignatureGroup group : List.copyOf(groups)) {
            if (!group.addCandidates(gramBits, found)) {
                giveUp(group);
            }
        }
        found.or(without);
        for (PendingSignatures same : pending.values()) {
            same.addCandidates(gramBits, found);
        }
        return found;
    }

    /** Takes a group that is not as it was written out: what is said of its blocks nowhere else may be anything. */
    private void giveUp(SignatureGroup group) {
        groups.remove(group);
        BitSet elsewhere = new BitSet();
        groups.forEach(other -> Arrays.stream(other.ordinals()).forEach(elsewhere::set));
        pending.values().forEach(same -> same.forEach((ordinal, signature) -> elsewhere.set(ordinal)));
        BitSet given = new BitSet();
        Arrays.stream(group.ordinals()).forEach(given::set);
        given.andNot(elsewhere);
        known.andNot(given);
        without.or(given);
        damages.restored(
                file,
                "at offset " + group.offset() + ": a group of signatures fails its checksum: searches read its blocks"
                        + " until their signatures are made anew");
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
