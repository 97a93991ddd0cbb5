package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureIndexTest {
    /** Enough blocks that groups are transposed, and then some that are not. */
    private static final int BLOCKS = 2 * SignatureGroup.BLOCKS + SignatureSquare.BLOCKS + 36;

    @TempDir
    Path directory;

    private Path folder = Path.of("");
    private final String[] texts = new String[BLOCKS];
    private long length;
    private byte[] whole = new byte[0];

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(directory.resolve("day"));
        Random random = new Random(2);
        try (SignatureIndex index = open()) {
            for (int i = 0; i < BLOCKS; i++) {
                texts[i] = "user " + Long.toHexString(random.nextLong()) + " of block " + i;
                index.add(i, Signature.of(block(texts[i], "second line")));
            }
            index.commit(1);
        }
        whole = Files.readAllBytes(file());
        length = whole.length;
        assertThat(length).isPositive();
    }

    private Path file() {
        return folder.resolve("signatures.dat");
    }

    private Damages damages() {
        return Damages.of(directory, InstantSource.fixed(Instant.EPOCH));
    }

    private SignatureIndex open() throws IOException {
        return SignatureIndex.open(folder, length, length == 0 ? 0 : 1, damages());
    }

    private static Lines block(String... texts) {
        OpenBlock block = new OpenBlock(new BlockArrays(), 0, 0);
        for (int i = 0; i < texts.length; i++) {
            byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
            block.add(i, i, bytes, 0, bytes.length, Labels.EMPTY, Level.UNKNOWN);
        }
        return block.view();
    }

    private String needle(int block) {
        return texts[block].substring(5, 15);
    }

    private static BitSet candidates(SignatureIndex index, String needle) {
        return Objects.requireNonNull(index.candidates(List.of(new LineFilter.Contains(needle, false))));
    }

    /** How a group is written that begins there. */
    private SignatureGroup.Form form(long offset) {
        return SignatureGroup.Form.of(ByteBuffer.wrap(whole).getInt((int) offset));
    }

    /** Of the first group, where the row is that says which blocks have the first four bytes of the needle. */
    private int row(String needle) {
        int row = Signature.gramBits(needle)[0] >>> (Signature.MAX_EXPONENT - form(0).exponent());
        return SignatureGroup.HEAD + row * SignatureRows.ROW_BYTES + row / SignatureRows.TOGETHER * 4;
    }

    @Test
    void every_block_that_holds_a_needle_is_named_and_few_others_are() throws IOException {
        try (SignatureIndex index = open()) {
            for (int i = 0; i < BLOCKS; i += 97) {
                BitSet found = candidates(index, needle(i));
                assertThat(found.get(i)).as("block " + i).isTrue();
                assertThat(found.cardinality()).isLessThan(20);
            }
            assertThat(index.candidates(List.of(new LineFilter.Contains("abc", false))))
                    .as("too short for a gram: every block")
                    .isNull();
            assertThat(index.without().isEmpty()).isTrue();
        }
        assertThat(damages().list()).isEmpty();
    }

    @Test
    void a_group_with_a_flipped_bit_names_all_of_its_blocks_and_is_told_of_once() throws IOException {
        int column = 5;
        String needle = needle(column);
        byte[] flipped = whole.clone();
        flipped[row(needle) + (63 - column) / 8] ^= (byte) (1 << column % 8);
        Files.write(file(), flipped);
        for (int start = 0; start < 2; start++) {
            try (SignatureIndex index = open()) {
                assertThat(candidates(index, needle).get(column)).isTrue();
                assertThat(index.without().cardinality()).isEqualTo(SignatureGroup.BLOCKS);
                assertThat(candidates(index, needle(2000)).cardinality()).isBetween(1024, 1040);
            }
            assertThat(damages().list())
                    .extracting(DamageReport::what)
                    .containsExactly(
                            "at offset 0: a group of signatures fails its checksum: searches read its blocks until"
                                    + " their signatures are made anew: nothing is lost");
        }
    }

    @Test
    void wherever_the_file_is_damaged_no_block_that_holds_a_needle_is_left_out() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            if (round % 2 == 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                Arrays.fill(damaged, at, Math.min(damaged.length, at + 4096), (byte) 0);
            }
            Files.write(file(), damaged);
            try (SignatureIndex index = open()) {
                index.missing(BLOCKS);
                for (int i = 0; i < BLOCKS; i += 13) {
                    assertThat(candidates(index, needle(i)).get(i))
                            .as("block %s, damage at %s", i, at)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void what_is_made_anew_stands_for_what_is_damaged_also_at_the_next_start() throws IOException {
        byte[] zeroed = whole.clone();
        Arrays.fill(zeroed, row(needle(5)), row(needle(5)) + SignatureRows.ROW_BYTES, (byte) 0);
        Files.write(file(), zeroed);
        try (SignatureIndex index = open()) {
            assertThat(candidates(index, needle(5)).cardinality()).isGreaterThanOrEqualTo(1024);
            for (int i = 0; i < SignatureGroup.BLOCKS; i++) {
                index.add(i, Signature.of(block(texts[i], "second line")));
            }
            assertThat(candidates(index, needle(5)).cardinality()).isLessThan(20);
            index.commit(1);
            length = index.length();
        }
        try (SignatureIndex index = open()) {
            assertThat(candidates(index, needle(5)).get(5)).isTrue();
            assertThat(candidates(index, needle(5)).cardinality()).isLessThan(20);
            assertThat(index.without().isEmpty()).isTrue();
        }
    }

    /** As builds wrote them before rows had checksums. */
    @Test
    void a_group_without_checksums_is_read() throws IOException {
        SignatureGroup.Form form = form(0);
        SignatureGroup.Form old = new SignatureGroup.Form(form.exponent(), false);
        byte[] group = new byte[(int) (SignatureGroup.HEAD + old.rowBytes())];
        System.arraycopy(whole, 0, group, 0, SignatureGroup.HEAD);
        for (int row = 0; row < 1 << form.exponent(); row += 8) {
            System.arraycopy(whole, SignatureGroup.HEAD + row / 8 * 1028, group, SignatureGroup.HEAD + row * 128, 1024);
        }
        ByteBuffer.wrap(group).putInt(0, old.code()).putInt(4, SignatureGroup.checksum(old, group));
        Files.write(file(), group);
        length = group.length;
        assertThat(length).isEqualTo(8 + 4096 + (128L << form.exponent()));
        RecordChain chain = RecordChain.beginning(file(), RecordChain.SIGNATURE_GROUP);
        chain.advance(length);
        try (SignatureIndex index = open()) {
            assertThat(candidates(index, needle(5)).get(5)).isTrue();
            assertThat(candidates(index, needle(5)).cardinality()).isLessThan(20);
        }
    }
}
