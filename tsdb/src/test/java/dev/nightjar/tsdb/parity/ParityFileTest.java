package dev.nightjar.tsdb.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityFileTest {
    private static final int TAIL = 40_000;
    private static final int SECTOR = 4096;

    @TempDir
    Path directory;

    private final Random random = new Random(5);
    private Path file;
    private Path parity;
    private byte[] written = new byte[0];

    @BeforeEach
    void prepare() throws IOException {
        file = directory.resolve("file");
        parity = directory.resolve("file.parity");
        write(1_000_003, 512);
    }

    private void write(int bytes, int perGroup) throws IOException {
        written = new byte[bytes];
        random.nextBytes(written);
        Files.write(file, written);
        ParityFile.write(file, Math.max(0, bytes - TAIL), perGroup, parity);
    }

    private Restored restore() throws IOException {
        return ParityFile.read(parity).orElseThrow().restore(file);
    }

    private void damage(int from, int to) throws IOException {
        byte[] damaged = written.clone();
        for (int i = from; i < to; i++) {
            damaged[i] = (byte) ~written[i];
        }
        Files.write(file, damaged);
    }

    @Test
    void it_takes_little_beside_the_file() throws IOException {
        assertThat(Files.size(parity)).isLessThan(written.length / 64 + TAIL);
    }

    @Test
    void any_flipped_bit_is_restored() throws IOException {
        for (int round = 0; round < 50; round++) {
            int at = random.nextInt(written.length);
            damage(at, at + 1);
            long page = at / 512;
            assertThat(restore()).isEqualTo(new Restored(page * 512, Math.min(512, written.length - page * 512), 0));
            assertThat(Files.readAllBytes(file)).isEqualTo(written);
        }
    }

    @Test
    void damage_that_goes_on_for_as_many_pages_as_there_are_groups_is_restored() throws IOException {
        write(1_000_003, 64);
        damage(100 * 512, 128 * 512 + 1);
        assertThat(restore()).isEqualTo(new Restored(100 * 512, 29 * 512, 0));
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 70_000, 262_144, 600_000, 1_000_003, 2_500_000, 5_000_000, 20_000_000})
    void a_sector_is_restored_wherever_it_lies_however_few_pages_share_a_sum(int bytes) throws IOException {
        write(bytes, 512);
        for (int round = 0; round < 20; round++) {
            int from = random.nextInt(bytes - SECTOR);
            damage(from, from + SECTOR);
            assertThat(restore().lostBytes()).as("from %s on", from).isZero();
            assertThat(Arrays.equals(Files.readAllBytes(file), written)).isTrue();
        }
    }

    @Test
    void where_more_is_damaged_all_else_stays_as_it_is() throws IOException {
        damage(100 * 512, 200 * 512);
        assertThat(restore()).isEqualTo(new Restored(0, 0, 100 * 512));
        byte[] left = Files.readAllBytes(file);
        assertThat(Arrays.equals(left, 0, 100 * 512, written, 0, 100 * 512)).isTrue();
        assertThat(Arrays.equals(left, 200 * 512, left.length, written, 200 * 512, left.length))
                .isTrue();
    }

    @Test
    void of_a_file_that_is_cut_off_the_tail_is_restored() throws IOException {
        Files.write(file, Arrays.copyOf(written, 500_000));
        Restored restored = restore();
        assertThat(restored.bytes()).isGreaterThanOrEqualTo(TAIL);
        byte[] left = Files.readAllBytes(file);
        assertThat(left).hasSameSizeAs(written);
        assertThat(Arrays.equals(left, 0, 500_000, written, 0, 500_000)).isTrue();
        int tail = written.length - TAIL;
        assertThat(Arrays.equals(left, tail, left.length, written, tail, left.length))
                .isTrue();
    }

    @Test
    void zeros_that_are_cut_off_are_missing_too() throws IOException {
        Arrays.fill(written, written.length - 1000, written.length, (byte) 0);
        Files.write(file, written);
        ParityFile.write(file, written.length, 64, parity);
        Files.write(file, Arrays.copyOf(written, written.length - 900));
        assertThat(restore().lostBytes()).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void what_was_written_behind_the_end_is_cut_off() throws IOException {
        Files.write(file, Arrays.copyOf(written, written.length + 7));
        restore();
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void with_one_page_a_group_it_is_a_copy_and_makes_even_a_missing_file_anew() throws IOException {
        write(70_001, 1);
        Files.delete(file);
        assertThat(restore()).isEqualTo(new Restored(0, 70_001, 0));
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void a_missing_file_is_not_made_of_the_little_there_is_of_it() throws IOException {
        Files.delete(file);
        assertThat(restore()).isEqualTo(Restored.NOTHING);
        assertThat(file).doesNotExist();
    }

    @Test
    void files_of_any_length_are_restored() throws IOException {
        for (int bytes : new int[] {0, 1, 255, 256, 257, 4_096, 65_537}) {
            for (int perGroup : new int[] {1, 32, 512}) {
                write(bytes, perGroup);
                if (bytes > 0) {
                    damage(bytes - 1, bytes);
                }
                restore();
                assertThat(Files.readAllBytes(file)).as("%s bytes", bytes).isEqualTo(written);
            }
        }
    }

    @Test
    void a_flipped_bit_in_the_parity_is_never_taken_for_data() throws IOException {
        byte[] whole = Files.readAllBytes(parity);
        for (int round = 0; round < 200; round++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(whole.length);
            flipped[at] = (byte) (whole[at] ^ 1 << random.nextInt(8));
            Files.write(parity, flipped);
            damage(777, 778);
            if (ParityFile.read(parity).isPresent()) {
                assertThat(ParityFile.read(parity).get().isWhole()).isFalse();
                Restored restored = restore();
                byte[] expected = written.clone();
                expected[777] = restored.bytes() == 0 ? (byte) ~written[777] : written[777];
                assertThat(Files.readAllBytes(file)).isEqualTo(expected);
            }
        }
    }

    @Test
    void what_is_no_parity_or_cut_off_is_none() throws IOException {
        byte[] whole = Files.readAllBytes(parity);
        for (int length : new int[] {0, 1, 31, 32, 100, whole.length - 1}) {
            Files.write(parity, Arrays.copyOf(whole, length));
            assertThat(ParityFile.read(parity)).isEmpty();
        }
        assertThat(ParityFile.read(directory.resolve("missing"))).isEmpty();
    }
}
