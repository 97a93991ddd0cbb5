package dev.nightjar.logindex;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is stored with what was written, day by day, and the days with the file of signed heads. Changes
 * nothing, so it works beside a running store and on a copy.
 */
final class StoreAudit {
    /** Does something while the store, if it runs, changes no file of a day. */
    interface Quiet {
        <T> T during(Callable<T> work) throws IOException;
    }

    private final Path folder;
    private final Path keyFile;
    private final List<Matcher> matchers;
    private final NanoRange range;
    private final Set<LogFault> faults = new LinkedHashSet<>();
    private final List<LogVerification.Head> heads = new ArrayList<>();
    private int days;
    private int streams;
    private long blocks;
    private long lines;
    private long removals;
    private long lastSequence;
    private long through;
    private LogVerification.Unsealed unsealed = new LogVerification.Unsealed(0, 0, true);

    /** {@code keyFile}: the private key's; its public half lies beside it. */
    StoreAudit(Path folder, Path keyFile, List<Matcher> matchers, NanoRange range) {
        this.folder = folder;
        this.keyFile = keyFile;
        this.matchers = matchers;
        this.range = range;
    }

    /** Of a store that nobody has open. */
    LogVerification runOffline() throws IOException {
        Quiet quiet = new Quiet() {
            @Override
            public <T> T during(Callable<T> work) throws IOException {
                try {
                    return work.call();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        };
        days(quiet);
        deletions();
        lost();
        WalAudit log = log(quiet);
        if (range.equals(NanoRange.ALL)) {
            compare(log);
        }
        return verification();
    }

    /** Beside a running store. A day that seems damaged is looked at again while nothing changes it. */
    LogVerification runBeside(Quiet quiet) throws IOException {
        days(quiet);
        deletions();
        lost();
        log(quiet);
        return verification();
    }

    private LogVerification verification() {
        return new LogVerification(days, streams, blocks, lines, removals, unsealed, heads, List.copyOf(faults));
    }

    private void days(Quiet quiet) throws IOException {
        PublicKey key = key();
        Heads signed = signedHeads(key);
        through = signed.through();
        TreeSet<Long> all = new TreeSet<>(signed.days().keySet());
        all.addAll(folders());
        for (long number : all) {
            if (Day.overlaps(number, range)) {
                DayFindings findings = day(number, key, signed);
                if (!findings.faults.isEmpty()) {
                    findings = quiet.during(() -> day(number, key, signedHeads(key)));
                }
                add(findings);
            }
        }
    }

    private void add(DayFindings findings) {
        faults.addAll(findings.faults);
        days++;
        streams += findings.streams;
        blocks += findings.blocks;
        lines += findings.lines;
        removals += findings.removals;
        lastSequence = Math.max(lastSequence, findings.lastSequence);
        LogVerification.Head head = findings.head;
        if (head != null) {
            heads.add(head);
        }
    }

    private DayFindings day(long number, @Nullable PublicKey key, Heads signed) {
        Path dayFolder = folder.resolve("days").resolve(Day.folderName(number));
        Heads.Head head = signed.days().get(number);
        DayFindings findings = new DayFindings();
        if (Files.isDirectory(dayFolder)) {
            findings = new DayAudit(dayFolder, number, key, new MatcherSet(matchers)).run();
        }
        if (head != null && findings.faults.isEmpty()) {
            compare(number, dayFolder, head, findings);
        }
        return findings;
    }

    private void compare(long number, Path dayFolder, Heads.Head head, DayFindings findings) {
        LogVerification.Head found = findings.head;
        if (findings.generation < head.generation()) {
            findings.faults.add(fault(
                    number,
                    dayFolder,
                    findings.generation == 0
                            ? "the day was committed and signed, and is not there"
                            : "the day was set back: it is as commit " + findings.generation + " left it, and commit "
                                    + head.generation() + " was signed"));
        } else if (findings.generation == head.generation()
                && (found == null || !found.digest().equals(DayHead.hex(head.digest())))) {
            findings.faults.add(fault(number, dayFolder, "the day's head is not the one that was signed"));
        }
    }

    private static LogFault fault(long number, Path file, String found) {
        NanoRange whole = new NanoRange(number * Day.NANOS, (number + 1) * Day.NANOS - 1);
        return new LogFault(Day.folderName(number), Labels.EMPTY, file.toString(), 0, whole, found);
    }

    private @Nullable PublicKey key() {
        Path file = HeadKey.publicFile(keyFile);
        if (Files.exists(file)) {
            try {
                return HeadKey.readPublic(file);
            } catch (IOException | RuntimeException e) {
                faults.add(storeFault(file, String.valueOf(e.getMessage())));
            }
        }
        return null;
    }

    private static LogFault storeFault(Path file, String found) {
        return new LogFault("", Labels.EMPTY, file.toString(), 0, NanoRange.ALL, found);
    }

    private Heads signedHeads(@Nullable PublicKey key) throws IOException {
        Path file = Heads.file(folder);
        try {
            Heads.Read read = Heads.read(folder);
            if (read.content().length > 0) {
                if (key == null || !HeadKey.isSigned(key, read.content(), read.signature())) {
                    faults.add(storeFault(file, "its signature is not one of this store's key"));
                }
            } else if (key != null && !folders().isEmpty()) {
                signedWithout(file);
            }
            return read.heads();
        } catch (LogIndexException e) {
            faults.add(storeFault(file, String.valueOf(e.getMessage())));
            return Heads.none(folder);
        }
    }

    /** A crash between the first commit ever and the first signed heads leaves one; more cannot be. */
    private void signedWithout(Path file) throws IOException {
        long committed = 0;
        for (long number : folders()) {
            try {
                DayCommit commit = DayTable.read(folder.resolve("days").resolve(Day.folderName(number)))
                        .commit();
                committed = Math.max(committed, commit.has(DayHead.DIGEST) ? commit.number("generation") : 0);
            } catch (IOException | RuntimeException e) {
                // told with the day
            }
        }
        if (committed > 1) {
            faults.add(storeFault(file, "days are signed, and the file of signed heads is not there"));
        }
    }

    private SortedSet<Long> folders() throws IOException {
        TreeSet<Long> numbers = new TreeSet<>();
        Path daysFolder = folder.resolve("days");
        if (Files.isDirectory(daysFolder)) {
            for (Path each : DurableFolder.list(daysFolder)) {
                try {
                    numbers.add(LocalDate.parse(each.getFileName().toString()).toEpochDay());
                } catch (DateTimeParseException e) {
                    faults.add(storeFault(each, "this is not a folder of a day"));
                }
            }
        }
        return numbers;
    }

    /** What was asked to be deleted, without which lines of the write-ahead log would be seen again. */
    private void deletions() throws IOException {
        DeletionFile deletions = new DeletionFile(folder);
        try {
            deletions.check();
        } catch (LogIndexException e) {
            faults.add(storeFault(deletions.file(), String.valueOf(e.getMessage())));
        }
    }

    /** What was found damaged before: it was left out since, so nothing else tells of it any more. */
    private void lost() {
        for (Damages.Found each : Damages.listed(folder)) {
            if (each.lost()) {
                DamageReport report = each.report();
                faults.add(storeFault(
                        folder.resolve(report.file()), "found damaged at " + report.found() + ": " + report.what()));
            }
        }
    }

    /** The write-ahead log, as it is while nothing is committed. */
    private WalAudit log(Quiet quiet) throws IOException {
        through = Math.max(through, DurableMark.read(folder.resolve("wal")));
        UnsealedLines waiting = new UnsealedLines(folder.resolve("days"), new MatcherSet(matchers), range);
        WalAudit log = new WalAudit(waiting, through);
        quiet.during(() -> {
            log.run(folder.resolve("wal"));
            return true;
        });
        log.faults().forEach(found -> faults.add(storeFault(found.file(), found.what())));
        unsealed = new LogVerification.Unsealed(
                waiting.lines(), waiting.bytes(), log.faults().isEmpty());
        return log;
    }

    /** With what is known to have been on the disk. */
    private void compare(WalAudit log) {
        long last = Math.max(log.lastSequence(), lastSequence);
        if (last < through) {
            faults.add(storeFault(
                    folder.resolve("wal"),
                    "lines up to number " + through + " were on the disk, and it ends with number " + last));
        }
    }
}
