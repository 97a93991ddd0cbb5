package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the file of signed heads true to what was committed and dropped. The key is read when it is first needed. */
final class HeadSigning {
    private static final Logger LOG = LoggerFactory.getLogger(HeadSigning.class);

    private final Path keyFile;
    private final Heads heads;
    private final InstantSource clock;
    private @Nullable HeadKey key;
    private boolean changed;

    private HeadSigning(Path keyFile, Heads heads, InstantSource clock) {
        this.keyFile = keyFile;
        this.heads = heads;
        this.clock = clock;
    }

    /** {@code keyFile}: made at the first use, if it is not there. */
    static HeadSigning open(Path folder, Path keyFile, Damages damages, InstantSource clock) throws IOException {
        Heads.Read read;
        boolean anew = false;
        try {
            read = Heads.read(folder);
        } catch (LogIndexException e) {
            damages.lost(
                    Heads.file(folder),
                    "the signed heads cannot be read (" + e.getMessage()
                            + "): they are made anew of what the days say themselves; a day that went missing before"
                            + " is not missed. The file is kept as " + damages.putAside(Heads.file(folder)));
            read = new Heads.Read(Heads.none(folder), new byte[0], new byte[0]);
            anew = true;
        }
        if (keyFile.startsWith(folder)) {
            new KeyRepair(keyFile, damages).repair(read);
        }
        HeadSigning signing = new HeadSigning(keyFile, read.heads(), clock);
        if (read.content().length == 0) {
            signing.recall(folder, anew, damages);
            signing.writeRecalled();
        }
        return signing;
    }

    /** Takes the heads from the commits of the days. */
    private void recall(Path folder, boolean told, Damages damages) throws IOException {
        long last = 0;
        for (Path day : Heads.dayFolders(folder)) {
            try {
                DayCommit commit = DayTable.read(day).commit();
                if (commit.has(DayHead.DIGEST)) {
                    heads.committed(commit.head(
                            LocalDate.parse(day.getFileName().toString()).toEpochDay()));
                    last = Math.max(last, commit.number("generation"));
                    changed = true;
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} does not say its head: {}", day, e.getMessage());
            }
        }
        if (last > 1 && !told) { // a crash between the first commit ever and the first signed heads leaves one
            damages.lost(
                    Heads.file(folder),
                    "the signed heads are missing: they are made anew of what the days say themselves; a day that went"
                            + " missing before is not missed");
        }
    }

    /** At once, or the next start would miss them, too. */
    private void writeRecalled() {
        try {
            write(0);
        } catch (IOException e) {
            LOG.warn("the signed heads cannot be written; it is tried again with the next commit: {}", e.getMessage());
        }
    }

    /** The commit of the day that was signed last; 0 for none. */
    synchronized long generation(long day) {
        Heads.Head head = heads.days().get(day);
        return head == null ? 0 : head.generation();
    }

    /** The days that were signed. */
    synchronized List<Long> days() {
        return List.copyOf(heads.days().keySet());
    }

    /** The number of the last line known to be on the disk when heads were written last. */
    synchronized long through() {
        return heads.through();
    }

    /** To be told of a day whose files are not there any more. */
    synchronized void lost(long day, String cause) {
        if (heads.days().containsKey(day)) {
            heads.drop(day, cause, clock.millis());
            changed = true;
        }
    }

    synchronized HeadKey key() throws IOException {
        HeadKey present = key;
        if (present == null) {
            present = HeadKey.open(keyFile);
            key = present;
        }
        return present;
    }

    Path keyFile() {
        return keyFile;
    }

    /** To be told after the commit; counts with the next {@link #write}. */
    synchronized void committed(Heads.Head head) {
        heads.committed(head);
        changed = true;
    }

    /** To be told, and written, before the day's files go. */
    synchronized void drop(long day, String cause, long millis) throws IOException {
        heads.drop(day, cause, millis);
        heads.write(0, key());
    }

    /**
     * Writes what is new; {@code through}: the number of the last durable line. Also where no day was committed but lines
     * came: cut off the write-ahead log, they are missed from then on, not only when a block of theirs was signed.
     */
    synchronized void write(long through) throws IOException {
        if (changed || through > heads.through()) {
            heads.write(through, key());
            changed = false;
        }
    }
}
