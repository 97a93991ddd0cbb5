package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

class SnappyFramesTest {
    private static final int LIMIT = 1 << 20;

    private static byte[] frames(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SnappyFramedOutputStream frames = new SnappyFramedOutputStream(out)) {
            frames.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] frame(int type, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SnappyFrames.START);
        out.write(type);
        out.write(payload.length);
        out.write(payload.length >> 8);
        out.write(payload.length >> 16);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] unchecked(byte[] data) {
        byte[] payload = new byte[4 + data.length];
        System.arraycopy(data, 0, payload, 4, data.length);
        return payload;
    }

    @Test
    void what_the_library_writes_is_read() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        for (byte[] data : new byte[][] {{}, "hello".getBytes(StandardCharsets.UTF_8), new byte[300_000], noise}) {
            assertThat(SnappyFrames.decode(frames(data), LIMIT)).isEqualTo(data);
        }
    }

    @Test
    void what_may_be_skipped_is() throws Exception {
        assertThat(SnappyFrames.decode(frame(0xfe, new byte[10]), LIMIT)).isEmpty();
        assertThat(SnappyFrames.decode(frame(0x80, new byte[10]), LIMIT)).isEmpty();
    }

    @Test
    void a_frame_that_says_it_is_larger_than_any_may_be_gets_no_room() throws Exception {
        byte[] large = Snappy.compress(new byte[1 << 20]);
        assertThatThrownBy(() -> SnappyFrames.decode(frame(0, unchecked(large)), 1 << 30))
                .isInstanceOf(MalformedException.class)
                .hasMessage("snappy: the block declares 1048576 bytes, the limit is 65536: send smaller requests");
        assertThatThrownBy(() -> SnappyFrames.decode(frame(1, unchecked(new byte[65_537])), 1 << 30))
                .hasMessage("snappy frames: byte 10: damaged: a frame holds 65537 bytes, the format's most is 65536");
    }

    @Test
    void the_limit_is_of_all_frames_together() throws Exception {
        byte[] body = frames(new byte[300_000]);
        assertThat(SnappyFrames.decode(body, 300_000)).hasSize(300_000);
        assertThatThrownBy(() -> SnappyFrames.decode(body, 299_999))
                .hasMessage("request body too large: more than 299999 bytes once decompressed: send smaller requests");
    }

    @Test
    void what_is_damaged_is_told_with_its_place() throws Exception {
        byte[] body = frames("hello, hello, hello".getBytes(StandardCharsets.UTF_8));
        for (int length = SnappyFrames.START.length + 1; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> SnappyFrames.decode(cut, LIMIT))
                    .hasMessageStartingWith("snappy frames: byte 10: truncated: ");
        }
        byte[] changed = body.clone();
        changed[14]++;
        assertThatThrownBy(() -> SnappyFrames.decode(changed, LIMIT))
                .hasMessage("snappy frames: byte 10: damaged: the checksum is another");
        assertThatThrownBy(() -> SnappyFrames.decode(frame(2, new byte[8]), LIMIT))
                .hasMessage("snappy frames: byte 10: damaged: no frame is of type 2");
        assertThatThrownBy(() -> SnappyFrames.decode(frame(1, new byte[3]), LIMIT))
                .hasMessage("snappy frames: byte 10: damaged: a frame without a checksum");
        assertThatThrownBy(() -> SnappyFrames.decode(frame(0xff, new byte[6]), LIMIT))
                .hasMessage("snappy frames: byte 10: damaged: a stream begins otherwise");
    }
}
