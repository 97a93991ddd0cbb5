package dev.nightjar.agent.journald;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExportReaderTest {
    private static ExportReader reader(byte[] bytes) {
        return new ExportReader(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void an_entry_says_its_place_its_time_who_wrote_it_and_how_bad_it_is() throws Exception {
        ExportReader reader = reader(bytes("__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1763700000000001\nPRIORITY=3\n"
                + "_SYSTEMD_UNIT=shop.service\nSYSLOG_IDENTIFIER=java\nMESSAGE=a=b\n\n"
                + "__CURSOR=c2\nSYSLOG_IDENTIFIER=kernel\nMESSAGE=second\n\n__CURSOR=cut\nMESS"));

        JournalEntry first = reader.next().orElseThrow();
        assertThat(first.cursor()).isEqualTo("s=1;i=2");
        assertThat(first.nanos()).isEqualTo(1_763_700_000_000_001_000L);
        assertThat(first.text()).asString().isEqualTo("a=b");
        assertThat((Object) first.labels()).isEqualTo(Labels.of("unit", "shop.service", "level", "error"));
        assertThat((Object) reader.next().orElseThrow().labels()).isEqualTo(Labels.of("identifier", "kernel"));
        assertThat(reader.next()).as("breaks off").isEmpty();
    }

    @Test
    void a_message_of_several_lines_comes_with_its_length() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("__CURSOR=c1\nMESSAGE\n"));
        out.writeBytes(new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
        out.writeBytes(bytes("one\ntwo\nPRIORITY=6\n\n__CURSOR=c2\nMESSAGE=next\n\n"));
        ExportReader reader = reader(out.toByteArray());

        JournalEntry entry = reader.next().orElseThrow();
        assertThat(entry.text()).asString().isEqualTo("one\ntwo");
        assertThat((Object) entry.labels()).isEqualTo(Labels.of("level", "info"));
        assertThat(reader.next().orElseThrow().cursor()).isEqualTo("c2");
    }
}
