package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CompressionTest {
    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void gzip_and_deflate_come_back_as_they_were() throws Exception {
        byte[] text = "a line, a line, a line".repeat(100).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(text);
        }

        assertThat(Compression.decode(gzip(text), "gzip", 10_000)).isEqualTo(text);
        assertThat(Compression.decode(deflated.toByteArray(), "Deflate", 10_000))
                .isEqualTo(text);
        assertThat(Compression.decode(text, null, 10_000)).isSameAs(text);
    }

    @Test
    void zstd_comes_back_as_it_was_and_its_bombs_stop_at_the_limit() throws Exception {
        byte[] text = "a line, a line, a line".repeat(100).getBytes(StandardCharsets.UTF_8);

        assertThat(Compression.decode(Zstd.compress(text), "zstd", 10_000)).isEqualTo(text);
        assertThatThrownBy(() -> Compression.decode(Zstd.compress(new byte[1 << 20]), "zstd", 10_000))
                .hasMessageContaining("larger than 10000 bytes once decompressed");
        assertThatThrownBy(() -> Compression.decode(Arrays.copyOf(Zstd.compress(text), 20), "zstd", 10_000))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("zstd: ");
    }

    @Test
    void a_bomb_is_stopped_at_the_limit() {
        byte[] bomb = gzip(new byte[10_000_000]);

        assertThatThrownBy(() -> Compression.decode(bomb, "gzip", 1 << 20))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessage("the body is larger than 1048576 bytes once decompressed: send smaller requests");
    }

    @Test
    void truncated_or_damaged_gzip_says_where() {
        byte[] whole = gzip("hello hello hello".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Compression.decode(Arrays.copyOf(whole, 15), "gzip", 100))
                .hasMessage("gzip: truncated, the body ends at byte 15");
        assertThatThrownBy(() -> Compression.decode(new byte[] {1, 2, 3}, "gzip", 100))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void an_unknown_encoding_is_named() {
        assertThatThrownBy(() -> Compression.decode(new byte[1], "br", 100))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(415))
                .hasMessage("Content-Encoding \"br\" is not one of gzip, deflate, zstd, snappy (block), identity");
    }
}
