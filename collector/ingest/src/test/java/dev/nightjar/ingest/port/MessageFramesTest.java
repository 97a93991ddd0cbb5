package dev.nightjar.ingest.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageFramesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> feed(MessageFrames frames, byte[] piece) {
        List<String> messages = new ArrayList<>();
        frames.feed(piece, (in, from, to) -> messages.add(new String(in, from, to - from, StandardCharsets.UTF_8)));
        return messages;
    }

    private static List<String> end(MessageFrames frames) {
        List<String> messages = new ArrayList<>();
        frames.end((in, from, to) -> messages.add(new String(in, from, to - from, StandardCharsets.UTF_8)));
        return messages;
    }

    @Test
    void lines_and_counted_messages_may_be_mixed() {
        MessageFrames frames = new MessageFrames(true, 100);

        assertThat(feed(frames, bytes("<1>one\r\n\n8 <2>a\nb c<3>three\n5 <4>")))
                .containsExactly("<1>one", "<2>a\nb c", "<3>three");
        assertThat(feed(frames, bytes("xy"))).containsExactly("<4>xy");
        assertThat(feed(frames, bytes("last"))).isEmpty();
        assertThat(end(frames)).containsExactly("last");
    }

    @Test
    void what_begins_with_a_digit_and_is_no_length_is_a_line() {
        assertThat(feed(new MessageFrames(true, 100), bytes("12:30 up\n123456789 x\n")))
                .containsExactly("12:30 up", "123456789 x");
        assertThat(feed(new MessageFrames(false, 100), bytes("5 abc\nd\n"))).containsExactly("5 abc", "d");
    }

    @Test
    void a_message_over_the_limit_is_skipped_and_counted_and_those_behind_it_are_not() {
        MessageFrames frames = new MessageFrames(true, 5);

        assertThat(feed(frames, bytes("123456789\nfits\n7 1234"))).containsExactly("fits");
        assertThat(frames.takeTooLong()).isEqualTo(2);
        assertThat(feed(frames, bytes("567ok\nabcdef"))).containsExactly("ok");
        assertThat(feed(frames, bytes("ghi\nok2\n"))).containsExactly("ok2");
        assertThat(frames.takeTooLong()).isEqualTo(1);
        assertThat(frames.takeTooLong()).isZero();
    }

    @Test
    void what_was_handed_out_is_not_written_to_by_what_comes_later() {
        MessageFrames frames = new MessageFrames(false, 100);
        List<byte[]> arrays = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (String piece : List.of("a", "bc\nde", "f\ngh", "i", "jklmnop\nq", "r\n")) {
            frames.feed(bytes(piece), (in, from, to) -> {
                arrays.add(in);
                places.add(new int[] {from, to});
            });
        }

        List<String> found = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            int[] place = places.get(i);
            found.add(new String(arrays.get(i), place[0], place[1] - place[0], StandardCharsets.UTF_8));
        }
        assertThat(found).containsExactly("abc", "def", "ghijklmnop", "qr");
    }

    @Test
    void a_counted_message_that_is_cut_short_is_none() {
        MessageFrames frames = new MessageFrames(true, 100);

        assertThat(feed(frames, bytes("10 <1>half"))).isEmpty();
        assertThat(end(frames)).isEmpty();
    }

    @Test
    void pieces_of_any_size_give_the_same_messages() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String message = "<13>message " + "x".repeat(i % 23) + i;
            text.append(i % 3 == 0 ? message.length() + " " + message : message + "\n");
        }
        byte[] whole = bytes(text.toString());
        List<String> expected = feed(new MessageFrames(true, 50), whole.clone());
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            MessageFrames frames = new MessageFrames(true, 50);
            List<String> found = new ArrayList<>();
            int at = 0;
            while (at < whole.length) {
                int to = Math.min(whole.length, at + 1 + random.nextInt(40));
                found.addAll(feed(frames, Arrays.copyOfRange(whole, at, to)));
                at = to;
            }
            assertThat(found).isEqualTo(expected).hasSize(200);
        }
    }

    @Test
    void any_bytes_are_taken_apart_without_end_or_fault() {
        Random random = new Random(6);
        for (int round = 0; round < 2000; round++) {
            MessageFrames frames = new MessageFrames(random.nextBoolean(), 8);
            int fed = 0;
            int found = 0;
            for (int piece = 0; piece < 5; piece++) {
                byte[] bytes = new byte[random.nextInt(20)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) "0123456789 \n<a\r".charAt(random.nextInt(15));
                }
                fed += bytes.length;
                for (String message : feed(frames, bytes)) {
                    found += message.length();
                }
            }
            for (String message : end(frames)) {
                found += message.length();
            }
            assertThat(found).isLessThanOrEqualTo(fed);
        }
    }
}
