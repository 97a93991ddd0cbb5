package dev.nightjar.model.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.redact.RedactionRules.BuiltIn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final RedactionRules ALL =
            new RedactionRules(List.of(BuiltIn.CARD, BuiltIn.EMAIL, BuiltIn.TOKEN), List.of(), "");

    private final Redaction all = new Redaction(ALL);

    private static String redacted(Redaction redaction, String line) {
        byte[] text = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
        byte[] found = redaction.line(text, 2, text.length - 2);
        return found == null ? line : new String(found, StandardCharsets.UTF_8);
    }

    private void check(String line, String expected) {
        assertThat(redacted(all, line)).isEqualTo(expected);
        assertThat(redacted(all, expected)).as("once more").isEqualTo(expected);
    }

    private void untouched(String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        assertThat(all.line(text, 0, text.length)).as(line).isNull();
    }

    private static Redaction with(String name, String pattern) {
        return new Redaction(new RedactionRules(List.of(), List.of(new RedactionPattern(name, pattern)), ""));
    }

    @Test
    void card_numbers_go_whether_in_one_run_or_in_groups() {
        check("paid with 4111111111111111.", "paid with <card>.");
        check("paid with 4111 1111 1111 1111 12/27", "paid with <card> 12/27");
        check("card=5500-0000-0000-0004,", "card=<card>,");
        check("amex 3782 822463 10005", "amex <card>");
        check("378282246310005 and 6011111111111117", "<card> and <card>");
        check("{\"pan\":\"3530111333300000\"}", "{\"pan\":\"<card>\"}");
    }

    @Test
    void other_numbers_stay() {
        untouched("paid with 4111111111111112");
        untouched("at 1763726400000 or 1763726400000000000");
        untouched("trace 4111111111111111a or x4111111111111111");
        untouched("a very long one 41111111111111114111111111111111");
        untouched("{\"trace_id\":\"4111111111111111\"} trace=4111111111111111 spanId: 4111111111111111");
        untouched("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1");
        untouched("41 1111 1111 1111 1111");
    }

    @Test
    void email_addresses_go() {
        check("to anna.b+shop@mail.example.com.", "to <email>.");
        check("<anna@example.org>, bob@example.co.uk", "<<email>>, <email>");
        check("postgres://app:secret@db.example.com/x", "postgres://app:<email>/x");
        check("jürgen@exämple.de wrote", "<email> wrote");
        untouched("user@host or @example.com or a@b.c or root@10.0.0.1 or x@.com");
    }

    @Test
    void tokens_go_however_the_header_is_written() {
        check("Authorization: Bearer eyJhbGciOi.J9-_/+=", "Authorization: Bearer <token>");
        check("authorization=\"Basic dXNlcjpwYXNz\" status=200", "authorization=\"Basic <token>\" status=200");
        check("{\"Authorization\":\"abc123\",\"x\":1}", "{\"Authorization\":\"<token>\",\"x\":1}");
        check(
                "{\"m\":\"{\\\"authorization\\\":\\\"Bearer abc123\\\"}\"}",
                "{\"m\":\"{\\\"authorization\\\":\\\"Bearer <token>\\\"}\"}");
        check("Proxy-Authorization: Digest username=\"u\", response=\"6629\"", "Proxy-Authorization: Digest <token>");
        check(
                "headers {Authorization=[Bearer abcdef], Host=[x]}",
                "headers {Authorization=[Bearer <token>], Host=[x]}");
        check("got BEARER abcd1234 twice: bearer abcd1234", "got BEARER <token> twice: bearer <token>");
        untouched("authorization failed for user 5, no bearer");
    }

    @Test
    void patterns_replace_their_first_group_or_all_they_match() {
        assertThat(redacted(with("password", "password=(\\S+)"), "user=a password=hunter2 ok"))
                .isEqualTo("user=a password=<password> ok");
        assertThat(redacted(with("iban", "[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}"), "to DE89370400440532013000."))
                .isEqualTo("to <iban>.");
        assertThat(redacted(with("name", "(?i)name: (a|b)"), "NAME: a, Name: b, name: c"))
                .isEqualTo("NAME: <name>, Name: <name>, name: c");
        assertThat(redacted(with("n", "x(\\d*)y"), "xy x1y x22y")).isEqualTo("xy x<n>y x<n>y");
    }

    @Test
    void finds_that_overlap_become_one() {
        Redaction both = new Redaction(
                new RedactionRules(List.of(BuiltIn.EMAIL), List.of(new RedactionPattern("user", "user=[^ ]+")), ""));
        assertThat(redacted(both, "login user=anna@example.com ok")).isEqualTo("login <user> ok");
    }

    @Test
    void a_key_keeps_equal_values_equal_and_tells_nothing_else() {
        Redaction keyed = new Redaction(new RedactionRules(List.of(BuiltIn.CARD, BuiltIn.EMAIL), List.of(), "k1"));
        String first = redacted(keyed, "4111111111111111");
        assertThat(first).matches("<card:[0-9a-f]{12}>").isEqualTo(redacted(keyed, "4111-1111-1111-1111"));
        assertThat(redacted(keyed, "A@Example.com")).isEqualTo(redacted(keyed, "a@example.com"));
        assertThat(redacted(
                        new Redaction(new RedactionRules(List.of(BuiltIn.CARD), List.of(), "k2")), "4111111111111111"))
                .isNotEqualTo(first);
    }

    @Test
    void a_batch_in_which_nothing_is_found_is_the_same_batch() {
        LogBatch batch = new LogBatch(List.of(LogBatch.stream(Labels.of("service", "shop"))
                .line(1, new byte[] {0, (byte) 0xff, '@', '4', '1'})
                .build()));
        assertThat(all.apply(batch)).isSameAs(batch);
    }

    @Test
    void lines_beside_a_redacted_one_keep_bytes_time_and_metadata() {
        byte[] binary = {0, (byte) 0xff, 10, (byte) 0xc3};
        byte[] found = "mail a@example.com".getBytes(StandardCharsets.UTF_8);
        Labels metadata = Labels.of("trace_id", "abc");
        Labels contact = Labels.of("contact", "b@example.com", "http_authorization", "Basic abc", "n", "1");
        LogBatch batch = new LogBatch(List.of(LogBatch.stream(Labels.of("service", "shop"))
                .line(1, binary, 0, binary.length, metadata)
                .line(2, found, 0, found.length, metadata)
                .line(3, binary, 1, 3, contact)
                .build()));
        LogBatch.Stream kept = all.apply(batch).streams().getFirst();
        assertThat(kept.size()).isEqualTo(3);
        assertThat(line(kept, 0)).isEqualTo(binary);
        assertThat(line(kept, 1)).asString(StandardCharsets.UTF_8).isEqualTo("mail <email>");
        assertThat(line(kept, 2)).containsExactly(0xff, 10);
        assertThat(kept.timestampNanos(2)).isEqualTo(3);
        assertThat(kept.metadata(1).toString()).isEqualTo(metadata.toString());
        assertThat(kept.metadata(2).toMap())
                .containsEntry("contact", "<email>")
                .containsEntry("http_authorization", "<token>")
                .containsEntry("n", "1");
        assertThat(all.counts())
                .containsEntry("card", 0L)
                .containsEntry("email", 2L)
                .containsEntry("token", 1L);
    }

    private static byte[] line(LogBatch.Stream stream, int line) {
        return Arrays.copyOfRange(stream.text(), stream.lineStart(line), stream.lineEnd(line));
    }

    @Test
    void rules_that_cannot_work_are_refused_with_the_reason() {
        assertThatThrownBy(() -> new RedactionPattern("order", "a(b"))
                .hasMessage("redaction pattern \"order\": \"a(b\" is not an RE2 regular expression: missing closing )");
        assertThatThrownBy(() -> new RedactionPattern("order", "a*"))
                .hasMessage(
                        "redaction pattern \"order\": \"a*\" matches no text at all, and so every line; say what has to be"
                                + " there");
        assertThatThrownBy(() -> new RedactionPattern("Order No", "a"))
                .hasMessageStartingWith("redaction pattern \"Order No\": a name is made of a-z, 0-9 and _");
        assertThatThrownBy(
                        () -> new RedactionRules(List.of(BuiltIn.CARD), List.of(new RedactionPattern("card", "x")), ""))
                .hasMessage("two redaction rules are called \"card\"; give one another name");
        assertThatThrownBy(() -> BuiltIn.of("cards"))
                .hasMessage("there is no built-in redaction \"cards\"; there are card, email and token");
    }

    @Test
    void what_only_begins_like_a_replacement_is_replaced() {
        assertThat(redacted(all, "Authorization: <s3cr3t")).isEqualTo("Authorization: <token>");
        assertThat(redacted(all, "Authorization: Basic <s3cr3t")).isEqualTo("Authorization: Basic <token>");
        assertThat(redacted(all, "Authorization: Basic <token>")).isEqualTo("Authorization: Basic <token>");
    }

    /** The scan before is only a shortcut: it never hides what a rule would find. */
    @Property
    void what_the_scan_lets_pass_holds_nothing(@ForAll byte[] noise, @ForAll @IntRange(max = 7) int kind) {
        String[] secrets = {
            "4111111111111111",
            "4111 1111 1111 1111",
            "a@example.com",
            "Bearer abcdef12",
            "AUTHORIZATION: x1y2",
            "@",
            "z",
            "b"
        };
        byte[] secret = (" " + secrets[kind] + " ").getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(noise, noise.length + secret.length + noise.length);
        System.arraycopy(secret, 0, line, noise.length, secret.length);
        System.arraycopy(noise, 0, line, noise.length + secret.length, noise.length);
        byte[] kept = all.line(line, 0, line.length);
        int[] found = {0};
        for (BuiltIn rule : BuiltIn.values()) {
            rule.finder().find(line, 0, line.length, (start, end) -> {
                assertThat(end).isGreaterThan(start).isLessThanOrEqualTo(line.length);
                found[0]++;
            });
        }
        assertThat(kept == null).isEqualTo(found[0] == 0);
        if (kind < 5) {
            assertThat(kept).isNotNull();
        }
        if (kept != null) {
            assertThat(all.line(kept, 0, kept.length)).as("nothing is left").isNull();
        }
    }

    /** What is required of a line is in every line that a pattern matches. */
    @Property
    void a_pattern_finds_the_same_with_and_without_the_text_it_requires(
            @ForAll @IntRange(max = 9) int pattern, @ForAll("lines") String line) {
        String[] patterns = {
            "ab+c", "a(b)c", "[ab]c", "a.c", "ab?c", "abc{2}", "^ab", "a\\.b", "[]a]b", "a[^[:alpha:]]b"
        };
        boolean matches =
                com.google.re2j.Pattern.compile(patterns[pattern]).matcher(line).find();
        String kept = redacted(with("x", patterns[pattern]), line);
        assertThat(!kept.equals(line)).isEqualTo(matches);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> lines() {
        return net.jqwik.api.Arbitraries.strings().withChars("abc.] 1").ofMaxLength(8);
    }
}
