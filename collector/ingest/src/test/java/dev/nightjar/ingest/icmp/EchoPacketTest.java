package dev.nightjar.ingest.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.icmp.EchoPacket.Answer;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoPacketTest {
    private final EchoPacket four = new EchoPacket(false, 0x1234, 7, new byte[] {1, 2, 3});
    private final EchoPacket six = new EchoPacket(true, 0xfffe, 0xffff, new byte[] {9});

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void a_request_is_laid_out_as_the_standards_say() {
        // 0800 + 1234 + 0007 + 0102 + 0300 = 1e3d
        assertThat(four.bytes()).isEqualTo(hex("08 00 e1c2 1234 0007 010203"));
        assertThat(six.bytes()).isEqualTo(hex("80 00 0000 fffe ffff 09"));
    }

    @Test
    void the_checksum_of_a_packet_with_its_checksum_is_zero() {
        Random random = new Random(5);
        for (int length : new int[] {0, 1, 2, 1399, 65_507}) {
            byte[] payload = new byte[length + length % 2];
            random.nextBytes(payload);
            byte[] packet = new EchoPacket(false, random.nextInt(65_536), random.nextInt(65_536), payload).bytes();
            assertThat(EchoPacket.checksum(packet)).isZero();
        }
    }

    @Test
    void a_reply_is_known_by_its_id_and_sequence() {
        assertThat(four.answerIn(hex("00 00 0000 1234 0007 010203"), false)).contains(new Answer.Reply(true));
        assertThat(four.answerIn(hex("00 00 0000 1234 0007 010204"), false)).contains(new Answer.Reply(false));
        assertThat(four.answerIn(hex("00 00 0000 1234 0007 0102"), false)).contains(new Answer.Reply(false));
        assertThat(four.answerIn(hex("00 00 0000 1235 0007 010203"), false)).isEmpty();
        assertThat(four.answerIn(hex("00 00 0000 1234 0008 010203"), false)).isEmpty();
        assertThat(six.answerIn(hex("81 00 0000 fffe ffff 09"), false)).contains(new Answer.Reply(true));
    }

    @Test
    void where_the_kernel_gave_the_id_only_the_sequence_counts() {
        assertThat(four.answerIn(hex("00 00 0000 0001 0007 010203"), true)).contains(new Answer.Reply(true));
        assertThat(four.answerIn(hex("00 00 0000 0001 0008 010203"), true)).isEmpty();
    }

    @Test
    void the_request_itself_as_the_loopback_brings_it_is_no_answer() {
        assertThat(four.answerIn(four.bytes(), false)).isEmpty();
        assertThat(six.answerIn(six.bytes(), false)).isEmpty();
    }

    @Test
    void an_error_that_quotes_the_request_is_its_answer() {
        byte[] header = hex("45 00 001f 0000 4000 40 01 0000 7f000001 c0000201");
        byte[] error = concat(hex("03 01 0000 00000000"), header, four.bytes());
        assertThat(four.answerIn(error, false)).contains(new Answer.Refused(Refusal.UNREACHABLE));
        error[1] = 4;
        assertThat(four.answerIn(error, false)).contains(new Answer.Refused(Refusal.TOO_LARGE));
        error[1] = 13;
        assertThat(four.answerIn(error, false)).contains(new Answer.Refused(Refusal.FORBIDDEN));
        error[0] = 11;
        assertThat(four.answerIn(error, false)).contains(new Answer.Refused(Refusal.TOO_FAR));

        byte[] others = concat(hex("03 01 0000 00000000"), header, new EchoPacket(false, 1, 7, new byte[3]).bytes());
        assertThat(four.answerIn(others, false)).isEmpty();
        byte[] withOptions = concat(hex("0b 00 0000 00000000"), hex("46"), new byte[23], four.bytes());
        assertThat(four.answerIn(withOptions, false)).contains(new Answer.Refused(Refusal.TOO_FAR));

        assertThat(six.answerIn(concat(hex("03 00 0000 00000000"), new byte[40], six.bytes()), false))
                .contains(new Answer.Refused(Refusal.TOO_FAR));
        assertThat(six.answerIn(concat(hex("01 01 0000 00000000"), new byte[40], six.bytes()), false))
                .contains(new Answer.Refused(Refusal.FORBIDDEN));
        assertThat(six.answerIn(concat(hex("02 00 0000 00000500"), new byte[40], six.bytes()), false))
                .contains(new Answer.Refused(Refusal.TOO_LARGE));
    }

    @Test
    void no_bytes_make_it_fail() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && round % 2 == 0) {
                bytes[0] = (byte) (round % 4 == 0 ? 3 : 11);
            }
            assertThat(four.answerIn(bytes, false)).isEmpty();
            assertThat(six.answerIn(bytes, false)).isEmpty();
        }
    }
}
