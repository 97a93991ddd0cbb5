package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One configuration with about everything in it, one story of alerts, and what each side sends of it to webhooks, Slack,
 * PagerDuty and Opsgenie: Nightjar, Debian's Alertmanager, and a newer one. Alerts begin a moment ahead, so that no side
 * flushes a group at once.
 */
class AlertmanagerBodiesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path CONFIG = Path.of("src/test/resources/alertmanager/many-features.yml");
    private static final List<String> RECEIVERS = List.of(
            "default",
            "outer",
            "inner",
            "inner2",
            "second",
            "inhibited",
            "muted",
            "active",
            "inactive",
            "capped",
            "quiet",
            "silenced",
            "repeated",
            "slack",
            "pagerduty",
            "v2/alerts");

    /** The newer one wants another answer of Slack, and Opsgenie is told the same by both. */
    private static final List<String> OF_DEBIAN_ALONE = List.of("slack", "v2/alerts");

    private static final ObjectMapper SORTING = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @TempDir
    Path folder;

    private final Map<String, URI> sides = new LinkedHashMap<>();

    @Test
    void all_receivers_get_what_alertmanager_sends() throws Exception {
        Map<String, Path> programs = RealAlertmanager.programs();
        assumeThat(programs).as("TEST_ALERTMANAGER names no Alertmanager").isNotEmpty();
        List<AutoCloseable> started = new ArrayList<>();
        try (WebhookReceiver hook = new WebhookReceiver()) {
            for (Map.Entry<String, Path> program : programs.entrySet()) {
                RealAlertmanager real = RealAlertmanager.start(
                        program.getValue(),
                        folder.resolve(program.getKey()),
                        config(program.getKey(), hook.url("/" + program.getKey())));
                started.add(real);
                sides.put(program.getKey(), real.url("/"));
            }
            config("ours", hook.url("/ours"));
            Path settings = Files.writeString(
                    folder.resolve("nightjar.yaml"),
                    "definitions: ours\nbaseUrl: " + RealAlertmanager.EXTERNAL_URL + "\n");
            ServerProcess ours = ServerProcess.start(
                    folder.resolve("data"), "server", "--no-agent", "--config", settings.toString());
            started.add(ours);
            sides.put("ours", ours.url("/"));
            tell(hook);
            for (String side : programs.keySet()) {
                boolean newer = side.equals("newer");
                for (String receiver : RECEIVERS) {
                    if (!newer || !OF_DEBIAN_ALONE.contains(receiver)) {
                        assertThat(bodies(hook, "ours", receiver, newer))
                                .as(receiver + " beside " + side)
                                .isEqualTo(bodies(hook, side, receiver, newer));
                    }
                }
            }
        } finally {
            for (AutoCloseable each : started) {
                each.close();
            }
        }
    }

    private Path config(String side, String url) throws Exception {
        Path own = Files.createDirectories(folder.resolve(side));
        Files.copy(CONFIG.resolveSibling("many-features.tmpl"), own.resolve("many-features.tmpl"));
        return Files.writeString(
                own.resolve("alertmanager.yml"), Files.readString(CONFIG).replace("@URL@", url));
    }

    private void tell(WebhookReceiver hook) throws Exception {
        Instant begin = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        silence(begin);
        List<String> alerts = new ArrayList<>();
        alerts.add(alert(begin, "alertname=Plain", "instance=b"));
        alerts.add(alert(begin, "alertname=Plain", "instance=a"));
        for (String severity : List.of("page", "warning", "critical", "none")) {
            for (String cluster : List.of("eu", "us")) {
                alerts.add(alert(
                        begin, "alertname=Nested", "scenario=nested", "severity=" + severity, "cluster=" + cluster));
            }
        }
        alerts.add(alert(begin, "alertname=Nested", "scenario=nested", "severity=page", "env=test"));
        alerts.add(alert(begin, "alertname=I", "scenario=inhibit", "severity=critical", "rack=1", "name=source"));
        alerts.add(alert(begin, "alertname=I", "scenario=inhibit", "severity=warning", "rack=1", "name=held"));
        alerts.add(alert(begin, "alertname=I", "scenario=inhibit", "severity=warning", "rack=2", "name=free"));
        alerts.add(alert(begin, "alertname=I", "scenario=inhibit", "severity=info", "rack=2", "name=chained"));
        alerts.add(alert(begin, "alertname=I", "scenario=inhibit", "severity=info", "name=rackless"));
        for (String scenario : List.of("muted", "active", "inactive", "quiet", "silenced", "repeated")) {
            alerts.add(alert(begin, "alertname=S", "scenario=" + scenario));
        }
        for (int i = 0; i < 4; i++) {
            alerts.add(alert(begin, "alertname=Many", "scenario=capped", "n=" + i));
        }
        alerts.add(alert(
                begin, "alertname=Templates", "scenario=templates", "service=shop", "severity=CRITICAL", "instance=b"));
        alerts.add(alert(
                begin, "alertname=Templates", "scenario=templates", "service=shop", "severity=CRITICAL", "instance=a"));
        post(alerts);
        everybodyHas(
                hook,
                Map.ofEntries(
                        Map.entry("default", 1),
                        Map.entry("outer", 2),
                        Map.entry("inner", 4),
                        Map.entry("inner2", 3),
                        Map.entry("second", 1),
                        Map.entry("inhibited", 3),
                        Map.entry("active", 1),
                        Map.entry("capped", 1),
                        Map.entry("quiet", 1),
                        Map.entry("repeated", 3),
                        Map.entry("slack", 1),
                        Map.entry("pagerduty", 1),
                        Map.entry("v2/alerts", 1)));

        Instant end = begin.plusMillis(1);
        post(List.of(
                alert(begin, end, "alertname=Plain", "instance=a"),
                alert(begin, "alertname=Plain", "instance=c"),
                alert(begin, end, "alertname=I", "scenario=inhibit", "severity=critical", "rack=1", "name=source"),
                alert(begin, end, "alertname=S", "scenario=quiet"),
                alert(
                        begin,
                        end,
                        "alertname=Templates",
                        "scenario=templates",
                        "service=shop",
                        "severity=CRITICAL",
                        "instance=b"),
                alert(
                        begin,
                        end,
                        "alertname=Templates",
                        "scenario=templates",
                        "service=shop",
                        "severity=CRITICAL",
                        "instance=a")));
        everybodyHas(hook, Map.of("default", 2, "inhibited", 5, "slack", 2, "pagerduty", 2));
    }

    private void silence(Instant begin) throws Exception {
        for (URI side : sides.values()) {
            Http.Answer answer = Http.post(side.resolve("/api/v2/silences"), "application/json", """
                {"matchers": [{"name": "scenario", "value": "sil.*", "isRegex": true, "isEqual": true}],
                 "startsAt": "%s", "endsAt": "%s", "createdBy": "ana", "comment": "c"}
                """.formatted(
                            begin.minusSeconds(3), begin.plusSeconds(3600)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    private void post(List<String> alerts) throws Exception {
        for (URI side : sides.values()) {
            Http.Answer answer = Http.post(side.resolve("/api/v2/alerts"), "application/json", alerts.toString());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String alert(Instant begin, String... labels) {
        return alert(begin, begin.plusSeconds(3600), labels);
    }

    private static String alert(Instant begin, Instant end, String... labels) {
        StringBuilder json = new StringBuilder("{\"labels\":{");
        for (String label : labels) {
            int at = label.indexOf('=');
            json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                    .append('"')
                    .append(label, 0, at)
                    .append("\":\"")
                    .append(label.substring(at + 1))
                    .append('"');
        }
        return json + "},\"annotations\":{\"v\":\"v of " + labels[labels.length - 1] + "\",\"same\":\"<x & y>\"},"
                + "\"startsAt\":\"" + begin + "\",\"endsAt\":\"" + end + "\",\"generatorURL\":\"http://x/?a=b&c=d\"}";
    }

    private void everybodyHas(WebhookReceiver hook, Map<String, Integer> least) throws Exception {
        for (String side : sides.keySet()) {
            for (Map.Entry<String, Integer> receiver : least.entrySet()) {
                String path = "/" + side + "/" + receiver.getKey();
                try {
                    Http.until(SOON, () -> hook.bodies(path).size(), size -> size >= receiver.getValue());
                } catch (AssertionError e) {
                    throw new AssertionError(path + ": " + hook.bodies(path), e);
                }
            }
        }
    }

    /**
     * By group, each group's in the order in which they came, the same again left out.
     *
     * @param detailed whether with PagerDuty's details, which are lists in newer ones and were text before
     */
    private static List<String> bodies(WebhookReceiver hook, String side, String receiver, boolean detailed)
            throws IOException {
        Map<String, List<String>> groups = new TreeMap<>();
        for (JsonNode body : hook.bodies("/" + side + "/" + receiver)) {
            ObjectNode copy = body.deepCopy();
            copy.remove("notification_reason");
            if (!detailed && copy.get("payload") instanceof ObjectNode event) {
                event.remove("custom_details");
            }
            String text = SORTING.writeValueAsString(SORTING.convertValue(copy, Object.class));
            List<String> group = groups.computeIfAbsent(body.path("groupKey").asText(), key -> new ArrayList<>());
            if (group.isEmpty() || !group.getLast().equals(text)) {
                group.add(text);
            }
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }
}
