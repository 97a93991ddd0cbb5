package dev.nightjar.query.logql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LineTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is asked of a line's pieces must not leave out a line that passes as a whole. */
class NarrowedTest {
    /** The answer of an automaton to a line that is cut into pieces anywhere between its characters. */
    private static int walked(LineTest test, String line, Random random) {
        LineTest.Walk walk = test.walk();
        int place = walk.start();
        int at = 0;
        while (at < line.length() && place > 0) {
            int end = Math.min(line.length(), at + 1 + random.nextInt(5));
            byte[] piece = line.substring(at, end).getBytes(UTF_8);
            place = walk.step(place, piece, 0, piece.length);
            at = end;
        }
        return place > 0 ? walk.end(place) : place;
    }

    private static void assertAgrees(LineTest test, String line, Random random) {
        boolean passes = test.passes(line.getBytes(UTF_8));
        int answer = walked(test, line, random);
        assertThat(answer)
                .as("%s in %s, which %s", test, line, passes ? "passes" : "fails")
                .isIn(LineTest.Walk.UNDECIDED, passes ? LineTest.Walk.PASSES : LineTest.Walk.FAILS);
    }

    private static String address(Random random) {
        return random.nextInt(9, 12) + "." + random.nextInt(300) + "." + random.nextInt(3) + "." + random.nextInt(300);
    }

    private static IpPattern ip(String text) {
        return IpPattern.parse(text).orElseThrow();
    }

    @Test
    void addresses_are_found_piece_by_piece() {
        Random random = new Random(5);
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            String pattern = switch (random.nextInt(3)) {
                case 0 -> "10." + random.nextInt(256) + ".1." + random.nextInt(256);
                case 1 -> "10.17.1.2/" + random.nextInt(33);
                default -> "9.200.1.0-10." + random.nextInt(256) + ".1.20";
            };
            LineTest test = ip(pattern).test();
            for (int i = 0; i < 20; i++) {
                String line =
                        "from " + address(random) + (random.nextBoolean() ? ":8080 via " : ". ") + address(random);
                assertAgrees(test, line, random);
                found += test.passes(line.getBytes(UTF_8)) ? 1 : 0;
            }
        }
        assertThat(found).isBetween(5_000, 55_000);
    }

    @Test
    void a_line_with_no_such_address_is_out_without_being_put_together() {
        Random random = new Random(6);
        for (String pattern : new String[] {"10.0.0.0/8", "10.1.2.3", "10.1.2.3-10.1.9.9"}) {
            assertThat(walked(ip(pattern).test(), "GET /10/1.2 from 192.168.1.10", random))
                    .isEqualTo(LineTest.Walk.FAILS);
        }
        assertThat(walked(ip("10.0.0.0/8").test(), "from 10.9.8.7", random)).isEqualTo(LineTest.Walk.UNDECIDED);
        assertThat(walked(ip("2001:db8::/32").test(), "from 10.9.8.7", random)).isEqualTo(LineTest.Walk.UNDECIDED);
    }

    @Test
    void patterns_of_literals_are_found_piece_by_piece() {
        Random random = new Random(7);
        String[] pieces = {"a", "b.", "ab", "<_>", "é", "(", "x"};
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int n = random.nextInt(4); n >= 0; n--) {
                String next = pieces[random.nextInt(pieces.length)];
                pattern.append(next.equals("<_>") && pattern.toString().endsWith("<_>") ? "a" : next);
            }
            LineTest test = LinePattern.filter(pattern.toString()).test();
            for (int i = 0; i < 20; i++) {
                StringBuilder line = new StringBuilder();
                for (int n = random.nextInt(8); n > 0; n--) {
                    line.append(pieces[random.nextInt(pieces.length)]);
                }
                assertAgrees(test, line.toString(), random);
                found += test.passes(line.toString().getBytes(UTF_8)) ? 1 : 0;
            }
        }
        assertThat(found).isBetween(2_000, 55_000);
    }
}
