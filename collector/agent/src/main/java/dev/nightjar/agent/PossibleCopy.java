package dev.nightjar.agent;

import dev.nightjar.agent.Checkpoint.State;
import dev.nightjar.agent.FileOpener.Opened;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file under a name that rotation gives, and of which known files it may be a copy. Files are told apart by how they
 * begin, how they end and how long they are, which says nothing of logs that hold one line over and over ("ok", without
 * a time): a file as long as one that was shipped last month would be its copy. So a compressed file of such a log is a
 * copy of one known file alone, and that has no other: what a known file was compressed to is noted where it is first
 * seen, and written down. Which one of those alike it is does not matter: the lines are as many.
 *
 * <p>Rejected: counting the files that are alike, which goes wrong where rotation deletes the oldest. The price: where such
 * a file, once noted, is compressed anew (by xz, say), its lines are sent again.
 */
final class PossibleCopy {
    private final Opened file;
    private final Set<String> originals;
    private final Set<String> others;
    private final boolean compressed;
    private @Nullable Boolean oneLine;

    /**
     * @param originals names that files were first seen by of which this may be a copy
     * @param others keys of files that stand beside it, and of which it is none
     */
    PossibleCopy(Opened file, Set<String> originals, Set<String> others, boolean compressed) {
        this.file = file;
        this.originals = originals;
        this.others = others;
        this.compressed = compressed;
    }

    FileBytes bytes() {
        return file.bytes();
    }

    /** What is known of this very file, which was read, or noted as a copy, before. */
    Optional<Checkpoint> itself(PastFiles past) {
        return past.compressed(file.key(), file.made());
    }

    boolean mayBeOf(Checkpoint known) {
        return originals.contains(known.path()) && !others.contains(known.key());
    }

    /** Whether what is alike need not be the same: only to be asked where something is alike, as it reads all of the file. */
    boolean isOneOfMany() throws IOException {
        if (oneLine == null) {
            oneLine = compressed && RepeatedLine.isAllOf(file.bytes());
        }
        return oneLine;
    }

    /** Whether it cannot be of this file, though it looks like it: that was compressed to another. */
    boolean isOfAnother(Checkpoint known) throws IOException {
        return known.state() == State.COMPRESSED && !is(known) && isOneOfMany();
    }

    /** Whether being like this open file is enough; one of many is made of a file that was rotated away, and of all of it. */
    boolean isSurelyOf(TailedFile open) throws IOException {
        if (!isOneOfMany()) {
            return true;
        }
        Optional<Checkpoint> noted = open.compressed();
        return (noted.isEmpty() || is(noted.get())) && open.mayHaveBecome(file.bytes());
    }

    private boolean is(Checkpoint known) {
        return known.made() == file.made() && Listings.inode(known.key()).equals(Listings.inode(file.key()));
    }

    /** What is known from now on of the file that this was made of. */
    Checkpoint inPlaceOf(Checkpoint known) {
        return known.compressedTo(file.key(), file.made());
    }
}
