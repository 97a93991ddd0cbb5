package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SnappyBlockTest {
    private static byte[] sampleBytes() {
        byte[] bytes = new byte[100_000];
        Random random = new Random(7);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 1000 < 900 ? i % 10 : random.nextInt());
        }
        return bytes;
    }

    @Test
    void a_block_comes_back_as_it_was() throws Exception {
        assertThat(SnappyBlock.decode(Snappy.compress(sampleBytes()), 1 << 20)).isEqualTo(sampleBytes());
        assertThat(SnappyBlock.decode(Snappy.compress(new byte[0]), 10)).isEmpty();
        assertThat(SnappyBlock.decode(Snappy.compress(new byte[1 << 20]), 1 << 20))
                .hasSize(1 << 20);
    }

    @Test
    void every_truncation_is_refused_with_a_place() throws Exception {
        byte[] block = Snappy.compress(sampleBytes());
        for (int length = 1; length < block.length; length += 97) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> SnappyBlock.decode(cut, 1 << 20))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith("snappy: ")
                    .hasMessageContaining("byte");
        }
    }

    @Test
    void a_declared_length_beyond_the_limit_is_refused_before_memory_is_taken() {
        byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0};

        assertThatThrownBy(() -> SnappyBlock.decode(bomb, 32 << 20))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessage(
                        "snappy: the block declares 4294967295 bytes, the limit is 33554432: send smaller requests");
    }

    @Test
    void a_declared_length_that_cannot_be_is_refused_before_memory_is_taken() {
        byte[] liar = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x01, 0};

        assertThatThrownBy(() -> SnappyBlock.decode(liar, 32 << 20))
                .hasMessage("snappy: byte 0: the block declares 2097152 bytes, more than its 5 bytes can hold: it is"
                        + " truncated or damaged");
    }

    @Test
    void the_framed_format_is_not_taken() {
        byte[] framed = {(byte) 0xff, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'};

        assertThatThrownBy(() -> SnappyBlock.decode(framed, 1 << 20)).isInstanceOf(MalformedException.class);
    }
}
