package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.postmortems.incident.Suspect;
import dev.nightjar.query.deviation.Signals;
import dev.nightjar.web.api.Documents.Finding;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResponseDocumentsTest {
    private static final Instant SINCE = Instant.ofEpochMilli(1_795_239_770_634L);

    @Test
    void a_suspect_names_its_instance_once_and_leads_to_its_panel() {
        String query = Signals.STANDARD.stream()
                .filter(signal -> signal.id().equals("disk-write-time"))
                .findFirst()
                .orElseThrow()
                .query("service=\"checkout\"", "1m");

        Finding finding = ResponseDocuments.finding(new Suspect(
                "disk",
                "checkout",
                "checkout-5",
                "disk sda",
                SINCE,
                "checkout-5 writes to sda in 146 ms, its peers in 4 ms",
                query,
                8.3));

        assertThat(finding)
                .isEqualTo(new Finding(
                        "disk-write-time",
                        "checkout-5",
                        "disk sda",
                        "writes to sda in 146 ms, its peers in 4 ms",
                        SINCE.toEpochMilli(),
                        8.3,
                        "disk-write-time"));
    }

    @Test
    void a_suspected_change_has_neither_resource_nor_panel() {
        Finding finding = ResponseDocuments.finding(new Suspect(
                "toggle",
                "checkout",
                "",
                "toggle-1795239096-3",
                SINCE,
                "toggle recommendations-v3 switched on, 10 min before it began",
                "",
                5.9));

        assertThat(finding.signal()).isEqualTo("toggle");
        assertThat(finding.resource()).isEmpty();
        assertThat(finding.panel()).isEmpty();
        assertThat(finding.text()).startsWith("toggle recommendations-v3");
    }
}
