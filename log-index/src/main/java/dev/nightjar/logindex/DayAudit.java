package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a day's files, as its last commit left them, with its chains and its signed head: every block is read and
 * decoded, every other file is digested. Changes nothing.
 */
final class DayAudit {
    private final Path folder;
    private final long day;
    private final @Nullable PublicKey key;
    private final MatcherSet matchers;
    private final DayFindings findings;

    /** {@code key}: null where nothing was signed yet. */
    DayAudit(Path folder, long day, @Nullable PublicKey key, MatcherSet matchers) {
        this.folder = folder;
        this.day = day;
        this.key = key;
        this.matchers = matchers;
        this.findings = new DayFindings();
    }

    DayFindings run() {
        DayTable table;
        try {
            table = DayTable.read(folder);
        } catch (IOException | RuntimeException e) {
            fault(folder.resolve("lucene"), "the catalog cannot be read: " + e.getMessage());
            return findings;
        }
        findings.generation = table.commit().number("generation");
        if (findings.generation > 0) {
            files(table);
            head(table);
            blocks(table);
        }
        return findings;
    }

    private void fault(Path file, String found) {
        NanoRange whole = new NanoRange(day * Day.NANOS, (day + 1) * Day.NANOS - 1);
        findings.faults.add(new LogFault(Day.folderName(day), Labels.EMPTY, file.toString(), 0, whole, found));
    }

    /** The files beside the payload, by their digests. */
    private void files(DayTable table) {
        DayCommit commit = table.commit();
        if (!commit.has(DayCommit.TEMPLATE_DIGEST)) {
            return;
        }
        DayCommit found = new DayCommit(commit.data());
        digest(
                found,
                DayCommit.TEMPLATE_DIGEST,
                RecordChain.beginning(DayChains.templates(folder), RecordChain.LENGTH_FIRST),
                "templateLength",
                DayChains.templates(folder));
        digest(
                found,
                DayCommit.SIGNATURE_DIGEST,
                RecordChain.beginning(DayChains.signatures(folder), RecordChain.SIGNATURE_GROUP),
                "signatureLength",
                DayChains.signatures(folder));
        digest(
                found,
                DayCommit.CHANGE_DIGEST,
                RecordChain.beginning(ChangeFile.file(folder), RecordChain.LENGTH_FIRST),
                "changeLength",
                ChangeFile.file(folder));
        try {
            String copy = Ledger.fault(folder, findings.generation);
            if (!copy.isEmpty()) {
                fault(Ledger.file(folder), copy);
            }
        } catch (IOException e) {
            fault(Ledger.file(folder), "it cannot be read: " + e);
        }
        Path pending = DayChains.pending(folder, findings.generation);
        try {
            if (!DayHead.hex(DayChains.digest(pending)).equals(commit.text(DayCommit.PENDING_DIGEST))) {
                fault(pending, "its bytes are not those that were written");
            }
        } catch (IOException e) {
            fault(pending, "it cannot be read: " + e);
        }
    }

    private void digest(DayCommit commit, String digest, RecordChain chain, String length, Path file) {
        try {
            chain.advance(commit.number(length));
            if (!DayHead.hex(chain.digest()).equals(commit.text(digest))) {
                fault(file, "its first " + commit.number(length) + " bytes are not those that were written");
            }
        } catch (IOException | RuntimeException e) {
            fault(file, "it cannot be read: " + e.getMessage());
        }
    }

    private void head(DayTable table) {
        DayCommit commit = table.commit();
        if (!commit.has(DayHead.DIGEST)) {
            return;
        }
        byte[] digest = DayHead.digest(
                day,
                commit.data(),
                table.streams().stream().map(DayTable.Stream::end).toList());
        byte[] signature = DayHead.bytes(commit.text(DayHead.SIGNATURE));
        findings.head = new LogVerification.Head(
                Day.folderName(day), findings.generation, commit.text(DayHead.DIGEST), commit.text(DayHead.SIGNATURE));
        if (!DayHead.hex(digest).equals(commit.text(DayHead.DIGEST))) {
            fault(folder.resolve("lucene"), "the ends of the day's chains are not those that were signed");
        } else if (key == null) {
            fault(folder.resolve("lucene"), "the day is signed, but the public key is missing");
        } else if (!HeadKey.isSigned(key, digest, signature)) {
            fault(folder.resolve("lucene"), "the signature of the day's head is not one of this store's key");
        }
        if (table.missing() > 0) {
            fault(folder.resolve("lucene"), table.missing() + " blocks are missing from the catalog");
        }
    }

    private void blocks(DayTable table) {
        Map<Integer, BlockChange.Shrunk> shrunk = new HashMap<>();
        Map<Integer, BlockEntry.Place> places = new HashMap<>();
        try (TemplateFile templates = TemplateFile.read(folder, table.commit().number("templateLength"))) {
            for (BlockChange change : ChangeFile.read(folder, table.commit().number("changeLength"))) {
                places.put(change.ordinal(), change.place());
                if (change instanceof BlockChange.Shrunk one) {
                    shrunk.put(one.ordinal(), one);
                }
            }
            for (DayTable.Stream stream : table.streams()) {
                if (matchers.matches(stream.labels())) {
                    findings.streams++;
                    chain(stream, templates, shrunk, places);
                }
            }
        } catch (IOException | RuntimeException e) {
            fault(folder, "no block can be checked: " + e.getMessage());
        }
    }

    private void chain(
            DayTable.Stream stream,
            TemplateFile templates,
            Map<Integer, BlockChange.Shrunk> shrunk,
            Map<Integer, BlockEntry.Place> places) {
        byte[] before = DayStream.chainStart(stream.labels());
        for (BlockEntry entry : stream.blocks()) {
            BlockChange.Shrunk change = shrunk.get(entry.ordinal());
            BlockEntry.Place place = places.getOrDefault(entry.ordinal(), entry.place());
            String found = fault(entry, change, place, before, templates);
            if (!found.isEmpty()) {
                findings.faults.add(new LogFault(
                        Day.folderName(day),
                        stream.labels(),
                        PayloadFiles.file(folder, place.file()).toString(),
                        place.offset(),
                        range(entry.header()),
                        found));
            }
            findings.removals += change == null ? 0 : 1;
            before = entry.hash();
        }
    }

    private static NanoRange range(BlockHeader header) {
        return new NanoRange(
                Math.min(header.minNanos(), header.maxNanos()), Math.max(header.minNanos(), header.maxNanos()));
    }

    private String fault(
            BlockEntry entry,
            BlockChange.@Nullable Shrunk change,
            BlockEntry.Place place,
            byte[] before,
            TemplateFile templates) {
        if (change != null && !Arrays.equals(change.link(), entry.hash())) {
            return "lines were taken out of a block of another link than the chain has here";
        }
        if (place.length() == 0) {
            return change == null ? "the block is gone, and nothing tells why" : "";
        }
        try {
            Path file = PayloadFiles.file(folder, place.file());
            byte[] bytes;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                bytes = DurableFolder.readFully(channel, file, place.offset(), place.length());
            }
            byte[] wanted = change == null ? entry.hash() : change.digest();
            byte[] is = change == null
                    ? DayStream.chainLink(before, bytes)
                    : DayStream.sha256().digest(bytes);
            if (!Arrays.equals(is, wanted)) {
                return "the block's bytes are not those the chain was made of";
            }
            Block block = Blocks.read(new Sections(file, place.offset(), bytes), templates);
            BlockHeader header = change == null ? entry.header() : change.header();
            if (!block.header().equals(header)) {
                return "the block's header is not the catalog's";
            }
            block.verify();
            findings.blocks++;
            findings.lines += header.lines();
            findings.lastSequence = Math.max(findings.lastSequence, header.lastSequence());
            return "";
        } catch (IOException | RuntimeException e) {
            return "the block cannot be read: " + e.getMessage();
        }
    }
}
