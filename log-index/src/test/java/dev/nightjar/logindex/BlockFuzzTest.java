package dev.nightjar.logindex;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes a block is made of, its lines are read or it is refused with a reason. Checksums are put right first, so
 * that what lies behind them is reached. Without {@code JAZZER_FUZZ=1} only the kept seeds are run: blocks of both versions.
 */
class BlockFuzzTest {
    private static final int FRAME = 4 + 1 + 1 + 4;
    private static final int MOST_LINES = 5_000;

    private static @Nullable Path folder;
    private static @Nullable TemplateFile templates;

    /** The templates that the seeds were made with. */
    @BeforeAll
    static void make_templates() throws IOException {
        Path made = Files.createTempDirectory("block-fuzz");
        TemplateFile file = TemplateFile.open(made, 0);
        seed(file);
        folder = made;
        templates = file;
    }

    @AfterAll
    static void delete_templates() throws IOException {
        TemplateFile file = templates;
        if (file != null && folder != null) {
            file.close();
            DurableFolder.deleteTree(folder);
        }
    }

    /** Lines for every type of column. */
    static Lines lines() {
        OpenBlock block = new OpenBlock(new BlockArrays(), 0, 0);
        for (int i = 0; i < 60; i++) {
            String line = switch (i % 5) {
                case 0 -> "10.0.%d.%d GET /item/%d 200".formatted(i, 7 * i % 256, 1000 + i);
                case 1 -> "trace=%016x user=%s".formatted(0x9E3779B97F4A7C15L * i, Long.toString(7919L * i, 36));
                case 2 -> "ID %08X at 12:00:%02d".formatted(77_777 * i, i);
                case 3 -> "failed\n\tat Shop.pay(Shop.java:%d)".formatted(i);
                default -> "größe 日本 " + "%03d".formatted(i);
            };
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Labels metadata = i % 7 == 0 ? Labels.of("trace_id", "t" + i) : Labels.EMPTY;
            block.add(i, i * 1_000_000_007L, bytes, 0, bytes.length, metadata, Level.ofCode(i % 8));
        }
        return block.view();
    }

    /** A block of {@link #lines}, for which the file gets their templates. */
    static byte[] seed(TemplateFile file) {
        Lines lines = lines();
        BlockHeader header = new BlockHeader(
                0, lines.size(), lines.textBytes(), 0, lines.timestamp(lines.size() - 1), 1, lines.size());
        return new BlockEncoder()
                .encode(header, Labels.of("app", "a"), lines, file)
                .bytes();
    }

    private static void mend(byte[] block) {
        if (block.length < FRAME + BlockHeader.SIZE) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(block);
        int table = FRAME + BlockHeader.SIZE;
        int count = block[5] & 0xff;
        int at = table + 8 * count;
        for (int i = 0; i < count && table + 8 * i + 8 <= block.length; i++) {
            int length = bytes.getInt(table + 8 * i);
            if (length < 0 || at > block.length || length > block.length - at) {
                break;
            }
            bytes.putInt(table + 8 * i + 4, Sections.crc(block, at, at + length));
            at += length;
        }
        if (table + 8 * count <= block.length) {
            bytes.putInt(6, Sections.crc(block, FRAME, table + 8 * count));
        }
    }

    @FuzzTest(maxDuration = "5m")
    void block(byte[] bytes) {
        mend(bytes);
        try {
            Block block =
                    Blocks.read(new Sections(Path.of("block"), 0, bytes), java.util.Objects.requireNonNull(templates));
            if (block.header().lines() <= MOST_LINES) {
                read(block);
            }
        } catch (LogIndexException | ByteReader.Malformed e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    private static void read(Block block) {
        Lines lines = block.lines();
        for (int i = 0; i < lines.size(); i++) {
            LineShape shape = lines.shape(i);
            for (int slot = 0; shape != null && slot < shape.slots(); slot++) {
                lines.slot(i, slot);
                lines.slotNumber(i, slot);
                lines.isDecimal(i, slot);
            }
            lines.line(i);
            lines.metadata(i);
            lines.level(i);
            lines.length(i);
        }
        LineSearch search = new LineSearch(List.of(new LineFilter.Contains("7f", true)));
        BitSet found = block.find(search).matching();
        if (found != null && found.length() > lines.size()) {
            throw new AssertionError("found line " + found.length() + " of " + lines.size());
        }
        lines.text();
        block.verify();
    }
}
