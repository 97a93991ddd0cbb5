package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The digests over the files of a day that are not payload. On the sealing thread. */
final class DayChains {
    private final Path folder;
    private final RecordChain templates;
    private final RecordChain signatures;
    private final RecordChain changes;

    private DayChains(Path folder, RecordChain templates, RecordChain signatures, RecordChain changes) {
        this.folder = folder;
        this.templates = templates;
        this.signatures = signatures;
        this.changes = changes;
    }

    /** Goes on from a commit; what one of an earlier version did not cover is covered with the next. */
    static DayChains after(Path folder, DayCommit last) {
        return new DayChains(
                folder,
                chain(last, DayCommit.TEMPLATE_DIGEST, "templateLength", templates(folder), RecordChain.LENGTH_FIRST),
                chain(
                        last,
                        DayCommit.SIGNATURE_DIGEST,
                        "signatureLength",
                        signatures(folder),
                        RecordChain.SIGNATURE_GROUP),
                chain(
                        last,
                        DayCommit.CHANGE_DIGEST,
                        "changeLength",
                        ChangeFile.file(folder),
                        RecordChain.LENGTH_FIRST));
    }

    private static RecordChain chain(
            DayCommit last, String digest, String length, Path file, RecordChain.RecordSize size) {
        return last.has(digest)
                ? new RecordChain(file, size, last.number(length), DayHead.bytes(last.text(digest)))
                : RecordChain.beginning(file, size);
    }

    static Path templates(Path folder) {
        return folder.resolve("templates.dat");
    }

    static Path signatures(Path folder) {
        return folder.resolve("signatures.dat");
    }

    /** The signatures of a commit that are in no group yet. */
    static Path pending(Path folder, long generation) {
        return folder.resolve("pending-%d.sig".formatted(generation));
    }

    /** Takes in what the commit says counts, and has it say the digests. */
    void advance(DayCommit commit) throws IOException {
        templates.advance(commit.number("templateLength"));
        signatures.advance(commit.number("signatureLength"));
        changes.advance(commit.number("changeLength"));
        commit.put(DayCommit.TEMPLATE_DIGEST, DayHead.hex(templates.digest()));
        commit.put(DayCommit.SIGNATURE_DIGEST, DayHead.hex(signatures.digest()));
        commit.put(DayCommit.CHANGE_DIGEST, DayHead.hex(changes.digest()));
        commit.put(DayCommit.PENDING_DIGEST, DayHead.hex(digest(pending(folder, commit.number("generation")))));
    }

    static byte[] digest(Path file) throws IOException {
        return DayStream.sha256().digest(Files.readAllBytes(file));
    }
}
