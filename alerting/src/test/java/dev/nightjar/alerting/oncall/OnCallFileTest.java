package dev.nightjar.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnCallFileTest {
    private final Problems problems = new Problems();

    private OnCall read(String text) {
        return OnCallFile.read("oncall.yml", text, problems);
    }

    private List<String> found() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void reads_people_rotations_and_policies() {
        OnCall onCall = read("""
                people:
                  ana:
                    name: Ana Ruiz
                    zone: Europe/Madrid
                    contacts:
                      - inbox:
                      - webhook: http://127.0.0.1:9000/ana
                      - email: ana@example.org
                        fallback: 30s
                  ben: {}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2026-01-05T09:00
                    every: week
                    participants: [ana, ben]
                policies:
                  shop:
                    steps:
                      - {notify: [shop], delay: 3m}
                      - {notify: [ben]}
                    repeat: 1
                services: {checkout: shop}
                """);

        assertThat(found()).isEmpty();
        assertThat(onCall.person("ana").orElseThrow().contacts())
                .containsExactly(
                        new Contact(Contact.Channel.INBOX, "ana", null),
                        new Contact(Contact.Channel.WEBHOOK, "http://127.0.0.1:9000/ana", null),
                        new Contact(Contact.Channel.EMAIL, "ana@example.org", Duration.ofSeconds(30)));
        Policy policy = onCall.policyOf("nobody claimed this");
        assertThat(policy.name()).isEqualTo("shop");
        assertThat(policy.stepCount()).isEqualTo(4);
        OnCallNow now = onCall.at(Instant.parse("2026-01-06T00:00:00Z")).getFirst();
        assertThat(now.person().displayName()).isEqualTo("Ana Ruiz");
        assertThat(now.next()).extracting(Person::displayName).isEqualTo("ben");
        assertThat(now.until()).isEqualTo(Instant.parse("2026-01-12T08:00:00Z"));
        assertThat(now.services()).containsExactly("checkout");
    }

    @Test
    void names_every_problem_at_once() {
        read("""
                people:
                  ana:
                    zone: Europe/Madird
                    contacts:
                      - webhook: ftp://x
                      - email: ana
                        fallbck: 3s
                rotations:
                  shop: {start: yesterday, every: fortnight, participants: [anna]}
                policies:
                  shop:
                    steps:
                      - notify: [shop, bob]
                services: {checkout: shpo}
                defaults: shop
                """);

        assertThat(found())
                .containsExactly(
                        "oncall.yml:3: person \"ana\": zone: not a time zone: \"Europe/Madird\"; did you mean \"Europe/Madrid\"?",
                        "oncall.yml:5: person \"ana\", contact 1: not an http or https URL: \"ftp://x\"",
                        "oncall.yml:6: person \"ana\", contact 2: not an email address: \"ana\"",
                        "oncall.yml:7: person \"ana\", contact 2: unknown field \"fallbck\"; did you mean \"fallback\"?",
                        "oncall.yml:9: rotation \"shop\": start: not a time: \"yesterday\"; write it like 2026-01-05T09:00, without a zone",
                        "oncall.yml:9: rotation \"shop\": every: not a shift's length: \"fortnight\"; write it like week, 2 weeks, day or 12h",
                        "oncall.yml:9: rotation \"shop\": person \"anna\" is not in this file; did you mean \"ana\"?",
                        "oncall.yml:13: policy \"shop\", step 1: person or rotation \"bob\" is not in this file",
                        "oncall.yml:14: service \"checkout\": policy \"shpo\" is not in this file; did you mean \"shop\"?",
                        "oncall.yml:15: unknown field \"defaults\"; did you mean \"default\"?");
    }

    private static String withOverrides(String overrides) {
        return """
                people: {ana: {}, ben: {}}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2026-01-05T09:00
                    every: week
                    participants: [ana]
                    overrides:
                %s
                policies: {shop: {steps: [{notify: [shop], delay: 3m}, {notify: [ben]}]}}
                services: {checkout: shop}
                """.formatted(overrides.indent(6).stripTrailing());
    }

    @Test
    void an_override_is_written_in_the_rotations_time() {
        OnCall onCall = read(withOverrides("- {start: 2026-01-07T18:00, end: 2026-01-08 09:00, person: ben}"));

        assertThat(found()).isEmpty();
        Instant from = Instant.parse("2026-01-07T20:00:00Z");
        OnCallSchedule schedule = onCall.schedule(from, Instant.parse("2026-01-08T12:00:00Z"), from);
        assertThat(schedule.rotations().getFirst().shifts())
                .extracting(
                        named -> named.person().id() + " until " + named.shift().end())
                .containsExactly("ben until 2026-01-08T08:00:00Z", "ana until 2026-01-12T08:00:00Z");
        assertThat(schedule.policies()).singleElement().satisfies(policy -> {
            assertThat(policy.isDefault()).isTrue();
            assertThat(policy.services()).containsExactly("checkout");
            assertThat(policy.steps())
                    .extracting(step ->
                            step.targets() + " " + step.people().getFirst().id() + " " + step.delay())
                    .containsExactly("[shop] ben PT3M", "[ben] ben PT5M");
        });
        assertThat(onCall.at(from).getFirst().person().id()).isEqualTo("ben");
    }

    @Test
    void overrides_that_cannot_be_are_refused() {
        read(withOverrides("""
                - {start: 2026-01-07T18:00, end: 2026-01-08T09:00, person: ben}
                - {start: 2026-01-08T08:00, end: 2026-01-08T10:00, person: ana}
                - {start: 2026-02-08T08:00, end: 2026-02-08T08:00, person: ana}
                - {start: 2026-03-08T08:00, until: 2026-03-08T09:00, person: bena}
                """));

        assertThat(found())
                .containsExactly(
                        "oncall.yml:10: rotation \"shop\", override 2: overlaps the time that ben takes; let one begin when the other ends",
                        "oncall.yml:11: rotation \"shop\", override 3: end: not after start",
                        "oncall.yml:12: rotation \"shop\", override 4: unknown field \"until\"",
                        "oncall.yml:12: rotation \"shop\", override 4: field \"end\" is missing",
                        "oncall.yml:12: rotation \"shop\", override 4: person \"bena\" is not in this file; did you mean \"ben\"?");
    }
}
