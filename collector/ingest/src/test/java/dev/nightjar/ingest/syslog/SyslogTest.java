package dev.nightjar.ingest.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.StoredText;
import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.testkit.InMemoryLogStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:10:00Z");

    private final InMemoryLogStore store = new InMemoryLogStore();

    private static Message message(String text) {
        return new Message(text.getBytes(UTF_8), "192.0.2.7", RECEIVED.getEpochSecond() * 1_000_000_000L, 0);
    }

    private String stored(String text) {
        new Syslog(store, IngestLimits.DEFAULTS, ZoneOffset.UTC).store(List.of(message(text)));
        return StoredText.of(store).getFirst();
    }

    @Test
    void rfc_5424_with_its_structured_data() {
        assertThat(
                        stored(
                                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 8710 ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"App\\\"l\\]\"][empty] \uFEFFAn application event\n"))
                .isEqualTo("{app=\"evntslog\", facility=\"local4\", host=\"mymachine.example.com\", level=\"info\"}"
                        + " 1065910455003000000 An application event"
                        + " {empty=\"true\", exampleSDID_eventSource=\"App\\\"l]\", exampleSDID_iut=\"3\", msgid=\"ID47\","
                        + " procid=\"8710\", severity=\"notice\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<34>1 - - - - - - just text | {facility=\"auth\", host=\"192.0.2.7\", level=\"critical\"} 1767226200000000000 just text {severity=\"crit\"}",
                "<34>Oct 11 22:14:15 web1 su[42]: 'su root' failed | {app=\"su\", facility=\"auth\", host=\"web1\", level=\"critical\"} 1760220855000000000 'su root' failed {procid=\"42\", severity=\"crit\"}",
                "<13>Dec 31 23:59:59 web1 app: of last year | {app=\"app\", facility=\"user\", host=\"web1\", level=\"info\"} 1767225599000000000 of last year {severity=\"notice\"}",
                "<13>Jan  1 01:00:00 app: from this machine | {app=\"app\", facility=\"user\", host=\"192.0.2.7\", level=\"info\"} 1767229200000000000 from this machine {severity=\"notice\"}",
                "<30>2025-12-31T23:00:00.5+01:00 web1 sshd[7]: as rsyslog forwards | {app=\"sshd\", facility=\"daemon\", host=\"web1\", level=\"info\"} 1767218400500000000 as rsyslog forwards {procid=\"7\", severity=\"info\"}",
                "<11>Oct 11 22:14:15 web1 no tag here | {facility=\"user\", host=\"web1\", level=\"error\"} 1760220855000000000 no tag here {severity=\"err\"}",
                "<166>Dec 31 2025 23:59:59.25 web1 app[7]: with its year | {app=\"app\", facility=\"local4\", host=\"web1\", level=\"info\"} 1767225599250000000 with its year {procid=\"7\", severity=\"info\"}",
                "<166>Dec 31 2025 23:59:59: %ASA-6-302013: Built | {facility=\"local4\", host=\"192.0.2.7\", level=\"info\"} 1767225599000000000 %ASA-6-302013: Built {severity=\"info\"}",
                "<164>Dec 31 2025 23:59:59 fw1 : %ASA-4-106023: Deny | {facility=\"local4\", host=\"fw1\", level=\"warn\"} 1767225599000000000 %ASA-4-106023: Deny {severity=\"warning\"}",
                "<13>Dec 31 23:59:59.123456 web1 app: finer | {app=\"app\", facility=\"user\", host=\"web1\", level=\"info\"} 1767225599123456000 finer {severity=\"notice\"}",
                "no priority at all | {facility=\"user\", host=\"192.0.2.7\", level=\"info\"} 1767226200000000000 no priority at all {severity=\"notice\"}",
                "<999>too high | {facility=\"user\", host=\"192.0.2.7\", level=\"info\"} 1767226200000000000 <999>too high {severity=\"notice\"}",
                "<15>Feb 29 10:00:00 web1 a: leap | {app=\"a\", facility=\"user\", host=\"web1\", level=\"debug\"} 1709200800000000000 leap {severity=\"debug\"}",
                "<13>1 2025-12-31T23:00:00Z h a p m [broken text | {facility=\"user\", host=\"192.0.2.7\", level=\"info\"} 1767226200000000000 1 2025-12-31T23:00:00Z h a p m [broken text {severity=\"notice\"}",
            })
    void what_people_send(String sent, String expected) {
        assertThat(stored(sent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<30>Dec 31 23:00:00 web1 nginx: GET /health 200",
                "<30>1 2025-12-31T23:00:00.123Z web1 nginx - - - GET /health 200",
                "GET /health 200"
            })
    void equal_messages_of_one_moment_are_all_kept_in_order_and_once_however_often_the_store_is_asked(String text) {
        List<Message> messages = new ArrayList<>();
        for (int place = 0; place < 100; place++) {
            messages.add(new Message(text.getBytes(UTF_8), "192.0.2.7", 1_767_226_200_123_456_789L, 7_000_000 + place));
        }
        Syslog syslog = new Syslog(store, IngestLimits.DEFAULTS, ZoneOffset.UTC);
        syslog.store(messages);
        syslog.store(messages);

        assertThat(StoredText.of(store)).hasSize(100);
    }

    @Test
    void a_message_with_a_finer_time_is_known_when_a_relay_sends_it_again() {
        byte[] text = "<30>1 2025-12-31T23:00:00.123456Z web1 nginx - - - once".getBytes(UTF_8);
        Syslog syslog = new Syslog(store, IngestLimits.DEFAULTS, ZoneOffset.UTC);
        syslog.store(List.of(new Message(text, "192.0.2.7", 0, 1), new Message(text, "192.0.2.7", 0, 2)));

        assertThat(StoredText.of(store)).hasSize(1);
    }

    @Test
    void a_time_without_a_zone_is_of_the_zone_told() {
        SyslogMessage read = SyslogParser.parse(message("<13>Dec 31 23:00:00 h a: x"), ZoneId.of("Europe/Berlin"));

        assertThat(read.nanos()).hasValue(Instant.parse("2025-12-31T22:00:00Z").getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void lines_over_the_limit_are_refused_alone_and_a_full_store_is_told() {
        IngestLimits limits = new IngestLimits(1 << 20, 1 << 21, 10, 1 << 22, 10, 1 << 23, Duration.ofSeconds(2));
        MessageProtocol.Outcome some = new Syslog(store, limits, ZoneOffset.UTC)
                .store(List.of(message("<13>1 - - - - - - short"), message("<13>1 - - - - - - rather a long line")));
        MessageProtocol.Outcome full = new Syslog(
                        batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "full"), limits, ZoneOffset.UTC)
                .store(List.of(message("<13>x")));

        assertThat(some.result()).isEqualTo(new IngestResult.Accepted(1));
        assertThat(some.refused()).extracting("code").containsExactly("line_too_long");
        assertThat(full.result()).isInstanceOf(IngestResult.Overloaded.class);
    }

    @Test
    void no_bytes_are_too_strange() {
        Random random = new Random(3);
        String alphabet = "<>[]\"\\= 1-:aOct0T.Z\n";
        Syslog syslog = new Syslog(store, IngestLimits.DEFAULTS, ZoneOffset.UTC);
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "<13>1 - h a p m [" : "<13>Oct 11 22:14:");
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(syslog.store(List.of(message(text.toString()))).refused())
                    .isEmpty();
        }
    }
}
