package dev.nightjar.logindex;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.logindex.pattern.PatternBook;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Whatever bytes the store's files hold, they are read or refused with a reason; checksums are put right first. Without
 * {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class StoreFilesFuzzTest {
    private interface Reading {
        void in(Path folder) throws IOException;
    }

    private static void readOrRefused(String file, byte[] bytes, Reading reading) throws IOException {
        Path folder = Files.createTempDirectory("store-fuzz");
        try {
            Files.createDirectories(folder.resolve(file).resolveSibling("."));
            Files.write(folder.resolve(file), bytes);
            reading.in(folder);
        } catch (LogIndexException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        } finally {
            DurableFolder.deleteTree(folder);
        }
    }

    /** Puts the checksums of records right that begin with length and checksum. */
    private static byte[] mended(byte[] records) {
        ByteBuffer bytes = ByteBuffer.wrap(records);
        int at = 0;
        while (at + 8 <= records.length) {
            int length = bytes.getInt(at);
            if (length < 0 || length > records.length - at - 8) {
                break;
            }
            bytes.putInt(at + 4, Sections.crc(records, at + 8, at + 8 + length));
            at += 8 + length;
        }
        return records;
    }

    @FuzzTest(maxDuration = "5m")
    void payload_of_the_write_ahead_log(byte[] payload) {
        try {
            long bytes = 0;
            for (LogBatch.Stream stream : BatchCodec.decode(payload)) {
                for (int i = 0; i < stream.size(); i++) {
                    bytes += stream.lineEnd(i) - stream.lineStart(i);
                    stream.metadata(i).size();
                }
            }
            if (bytes > payload.length) {
                throw new AssertionError(bytes + " bytes of lines out of " + payload.length);
            }
        } catch (ByteReader.Malformed | LabelBytes.InvalidLabelsException e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void segment_of_the_write_ahead_log(byte[] segment) throws IOException {
        readOrRefused(
                "1.wal",
                segment,
                folder -> WalReplay.read(
                        folder.resolve("1.wal"),
                        1,
                        0,
                        (first, payload) -> payload.length,
                        Damages.of(folder, InstantSource.system())));
    }

    @FuzzTest(maxDuration = "5m")
    void templates(byte[] records) throws IOException {
        readOrRefused(
                "templates.dat",
                mended(records),
                folder -> TemplateFile.read(folder, records.length).close());
    }

    @FuzzTest(maxDuration = "5m")
    void changes(byte[] records) throws IOException {
        readOrRefused("changes.dat", mended(records), folder -> ChangeFile.read(folder, records.length));
    }

    @FuzzTest(maxDuration = "5m")
    void patterns(byte[] records) throws IOException {
        readOrRefused(
                "patterns.dat",
                mended(records),
                folder -> PatternBook.open(folder.resolve("patterns.dat")).close());
    }

    @FuzzTest(maxDuration = "5m")
    void signatures_not_in_a_group(byte[] bytes) throws IOException {
        if (bytes.length >= 4) {
            ByteBuffer.wrap(bytes).putInt(0, Sections.crc(bytes, 4, bytes.length));
        }
        readOrRefused("pending-1.sig", bytes, folder -> {
            try (SignatureIndex index = SignatureIndex.open(folder, 0, 1, Damages.of(folder, InstantSource.system()))) {
                index.candidates(List.of(new LineFilter.Contains("needle", false)));
            }
        });
    }

    @FuzzTest(maxDuration = "5m")
    void heads(byte[] bytes) throws IOException {
        ByteReader in = new ByteReader(bytes);
        try {
            in.read(in.readCount(1));
            int at = in.position();
            in.readInt();
            ByteBuffer.wrap(bytes).putInt(at, Sections.crc(bytes, in.position(), bytes.length));
        } catch (ByteReader.Malformed e) {
            // too short for a checksum
        }
        readOrRefused("heads", bytes, Heads::read);
    }

    @FuzzTest(maxDuration = "5m")
    void deletions(byte[] bytes) throws IOException {
        if (bytes.length >= 8) {
            ByteBuffer.wrap(bytes).putInt(4, Sections.crc(bytes, 8, bytes.length));
        }
        readOrRefused("deletions", bytes, folder -> new DeletionFile(folder).read(new TestingConditions()));
    }
}
