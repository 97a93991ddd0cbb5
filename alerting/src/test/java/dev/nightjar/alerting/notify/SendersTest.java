package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.alerting.delivery.Fingerprint;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.AlertmanagerFile;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches the other side, over real sockets. */
class SendersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static NoticeQueued notice(@Nullable Instant end) {
        return new NoticeQueued(
                NOON,
                "n1",
                "{}",
                "{}:{alertname=\"Slow\"}",
                "r",
                "x[0]",
                "first",
                Labels.of("alertname", "Slow"),
                List.of(
                        new Shown(
                                Labels.of("alertname", "Slow", "service", "shop", "instance", "a"),
                                Map.of("summary", "a <is> slow"),
                                NOON,
                                end,
                                "http://x/a"),
                        new Shown(
                                Labels.of("alertname", "Slow", "service", "shop", "instance", "b"),
                                Map.of("summary", "b is slow"),
                                NOON,
                                end,
                                "")));
    }

    private static NoticeQueued storm(int machines) {
        return new NoticeQueued(
                NOON,
                "n1",
                "{}",
                "{}:{alertname=\"DiskSlow\"}",
                "r",
                "x[0]",
                "first",
                Labels.of("alertname", "DiskSlow"),
                IntStream.rangeClosed(1, machines)
                        .mapToObj(i -> new Shown(
                                Labels.of("alertname", "DiskSlow", "rack", "r12", "instance", "web-%02d".formatted(i)),
                                Map.of("summary", "the disk is slow"),
                                NOON,
                                null,
                                ""))
                        .toList());
    }

    private SendResult send(String receiver, @Nullable Instant end) {
        return tell(receiver, notice(end));
    }

    private SendResult tell(String receiver, NoticeQueued notice) {
        Problems problems = new Problems();
        Routing routing = AlertmanagerFile.read(
                "alertmanager.yml",
                folder,
                "templates: ['*.tmpl']\nroute: {receiver: r}\nreceivers:\n  - name: r\n"
                        + receiver.formatted("http://127.0.0.1:"
                                        + server.getAddress().getPort())
                                .indent(4),
                problems);
        assertThat(problems.sorted()).isEmpty();
        try (Senders senders =
                new Senders(() -> DefaultTemplates.with(routing), "http://nightjar.example", Duration.ofSeconds(5))) {
            return senders.send(
                    routing.receiver("r").orElseThrow().integrations().getFirst(), notice, "", NOON.plusSeconds(60));
        }
    }

    @Test
    void slack_gets_an_attachment_with_the_texts_of_the_file_and_the_usual_ones() throws Exception {
        Files.writeString(
                folder.resolve("own.tmpl"),
                "{{ define \"own\" }}{{ range .Alerts.Firing }}{{ .Labels.instance }} since"
                        + " {{ .StartsAt.Format \"15:04 MST\" }}; {{ end }}{{ end }}");
        assertThat(send("""
                slack_configs:
                  - api_url: %s/hook
                    channel: '#alerts'
                    text: '{{ template "own" . }}'
                    fields: [{title: Service, value: '{{ .CommonLabels.service }}', short: true}]
                """, null)).isInstanceOf(SendResult.Accepted.class);
        assertThat(bodies.getFirst().toPrettyString())
                .isEqualTo(JSON.readTree("""
                {"channel":"#alerts","username":"Alertmanager","attachments":[{
                 "title":"[FIRING:2] Slow (shop)",
                 "title_link":"http://nightjar.example/#/alerts?receiver=r",
                 "text":"a since 12:00 UTC; b since 12:00 UTC; ",
                 "fallback":"[FIRING:2] Slow (shop) | http://nightjar.example/#/alerts?receiver=r",
                 "color":"danger","callback_id":"","footer":"","mrkdwn_in":["fallback","pretext","text"],
                 "fields":[{"title":"Service","value":"shop","short":true}]}]}
                """).toPrettyString());
    }

    @Test
    void slack_gets_a_text_beside_the_attachment() {
        send("slack_configs: [{api_url: '%s/hook', message_text: '{{ .Status }}: {{ .CommonLabels.service }}'}]", null);
        assertThat(bodies.getFirst().path("text").asText()).isEqualTo("firing: shop");
        assertThat(bodies.getFirst().path("attachments").size()).isEqualTo(1);
    }

    @Test
    void a_webhook_gets_the_body_that_its_receiver_is_described_with() throws Exception {
        Files.writeString(
                folder.resolve("own.tmpl"),
                "{{ define \"names\" }}[{{ range $i, $a := .Alerts }}"
                        + "{{ if $i }},{{ end }}{{ .Labels.instance | toJson }}{{ end }}]{{ end }}");
        send("""
                webhook_configs:
                  - url: %s/hook
                    max_alerts: 1
                    payload:
                      title: '{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}'
                      priority: '{{ if eq .Status "firing" }}5{{ else }}0{{ end }}'
                      urgent: true
                      '{{ .CommonLabels.service }}': [plain, 7, null]
                      names: '{{ template "names" . }}'
                      labels: '{{ .CommonLabels | toJson }}'
                      alerts: '{{ .Alerts | toJson }}'
                      unset:
                """, null);
        assertThat(bodies.getFirst().toPrettyString())
                .isEqualTo(JSON.readTree("""
                {"title":"FIRING: Slow","priority":5,"urgent":true,"shop":["plain",7,null],"names":["a"],
                 "labels":{"alertname":"Slow","instance":"a","service":"shop"},
                 "alerts":[{"status":"firing","labels":{"alertname":"Slow","instance":"a","service":"shop"},
                  "annotations":{"summary":"a <is> slow"},"startsAt":"2026-03-01T12:00:00Z",
                  "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://x/a","fingerprint":"%s"}],"unset":null}
                """.formatted(Fingerprint.of(
                                Labels.of("alertname", "Slow", "service", "shop", "instance", "a"))))
                        .toPrettyString());
    }

    @Test
    void a_webhook_s_body_may_be_one_template() {
        send("webhook_configs: [{url: '%s/hook', payload: '{{ . | toJson }}'}]", null);
        assertThat(bodies.getFirst().path("receiver").asText()).isEqualTo("r");
        assertThat(bodies.getFirst().path("alerts").size()).isEqualTo(2);
        send("webhook_configs: [{url: '%s/hook', payload: 'it is {{ .Status }}'}]", null);
        assertThat(bodies.getLast().asText()).isEqualTo("it is firing");
    }

    @Test
    void slack_asks_before_it_does_what_a_button_says() {
        send("""
                slack_configs:
                  - api_url: %s/hook
                    actions:
                      - {type: button, text: Restart, name: restart, value: '{{ .CommonLabels.service }}', style: danger,
                         confirm: {title: 'Sure?', text: 'Restart {{ .CommonLabels.service }}?', ok_text: 'Yes', dismiss_text: 'No'}}
                """, null);
        assertThat(bodies.getFirst().at("/attachments/0/actions").toString()).isEqualTo("""
                [{"type":"button","text":"Restart","style":"danger","name":"restart","value":"shop",\
                "confirm":{"title":"Sure?","text":"Restart shop?","ok_text":"Yes","dismiss_text":"No"}}]""");
    }

    @Test
    void a_button_of_slack_that_is_a_link_neither_asks_nor_says_anything() {
        send("""
                slack_configs:
                  - api_url: %s/hook
                    text: ''
                    actions:
                      - {type: button, text: Open, url: 'http://x/{{ .GroupLabels.alertname }}', style: primary, name: n, value: v,
                         confirm: {text: 'Sure?'}}
                """, null);
        assertThat(bodies.getFirst().at("/attachments/0/actions").toString())
                .isEqualTo("[{\"type\":\"button\",\"text\":\"Open\",\"url\":\"http://x/Slow\",\"style\":\"primary\"}]");
        assertThat(bodies.getFirst().at("/attachments/0/text").isTextual()).isTrue();
    }

    @Test
    void a_webhook_s_address_may_be_a_template() {
        send("webhook_configs: [{url: '%s/{{ .CommonLabels.service }}?{{ .Status }}'}]\n", null);
        assertThat(asked).containsExactly("/shop?firing null");
    }

    @Test
    void a_webhook_is_told_why_it_is_told_now() {
        send("webhook_configs: [{url: '%s/hook'}]\n", null);
        send("webhook_configs: [{url: '%s/hook', payload: {why: '{{ .NotificationReason }}'}}]\n", null);
        assertThat(bodies.get(0).path("notification_reason").asText()).isEqualTo("first notification");
        assertThat(bodies.get(1).path("why").asText()).isEqualTo("first notification");
    }

    @Test
    void what_a_webhook_s_alerts_have_in_common_is_said_of_those_that_are_shown() {
        tell("webhook_configs: [{url: '%s/hook', max_alerts: 1}]\n", storm(80));
        assertThat(bodies.getFirst().at("/commonLabels/instance").asText()).isEqualTo("web-01");
        assertThat(bodies.getFirst().path("truncatedAlerts").asInt()).isEqualTo(79);
    }

    @Test
    void pagerduty_s_details_may_be_lists_and_mappings() {
        send("""
                pagerduty_configs:
                  - {url: '%s/e', routing_key: k, details: {firing: '{{ len .Alerts }}', where: {rack: [r1, '{{ .CommonLabels.service }}']}}}
                """, null);
        assertThat(bodies.getFirst().at("/payload/custom_details/where").toString())
                .isEqualTo("{\"rack\":[\"r1\",\"shop\"]}");
        assertThat(bodies.getFirst().at("/payload/custom_details/firing").toString())
                .isEqualTo("2");
    }

    @Test
    void pagerduty_is_triggered_and_resolved_under_the_same_key() {
        String receiver = """
                pagerduty_configs: [{url: '%s/v2/enqueue', routing_key: k, severity: critical}]
                """;
        send(receiver, null);
        send(receiver, NOON.plusSeconds(30));
        JsonNode trigger = bodies.getFirst();
        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(trigger.at("/payload/summary").asText()).isEqualTo("[FIRING:2] Slow (shop)");
        assertThat(trigger.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(trigger.at("/payload/custom_details/num_firing").toString()).isEqualTo("2");
        assertThat(trigger.at("/payload/custom_details/resolved").toString()).isEqualTo("[]");
        assertThat(trigger.at("/payload/custom_details/firing")).hasSize(2);
        assertThat(trigger.at("/payload/custom_details/firing/0/labels").toString())
                .isEqualTo("{\"alertname\":\"Slow\",\"instance\":\"a\",\"service\":\"shop\"}");
        assertThat(trigger.at("/payload/custom_details/firing/0/generatorURL").asText())
                .isEqualTo("http://x/a");
        assertThat(bodies.getLast().path("event_action").asText()).isEqualTo("resolve");
        assertThat(bodies.getLast().path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
    }

    @Test
    void opsgenie_gets_an_alert_and_its_end() {
        String receiver = "opsgenie_configs: [{api_url: '%s', api_key: secret, tags: 'a, b'}]\n";
        send(receiver, null);
        send(receiver, NOON.plusSeconds(30));
        String alias = bodies.getFirst().path("alias").asText();
        assertThat(asked)
                .containsExactly(
                        "/v2/alerts GenieKey secret",
                        "/v2/alerts/" + alias + "/close?identifierType=alias GenieKey secret");
        assertThat(bodies.getFirst().path("message").asText()).isEqualTo("[FIRING:2] Slow (shop)");
        assertThat(bodies.getFirst().path("tags").toString()).isEqualTo("[\"a\",\" b\"]");
        assertThat(bodies.getFirst().at("/details/service").asText()).isEqualTo("shop");
    }

    @Test
    void opsgenie_s_alert_is_renewed_where_the_receiver_asks_for_it_and_several_teams_are_named_at_once() {
        send("""
                opsgenie_configs:
                  - {api_url: '%s', api_key: k, update_alerts: true, message: '{{ len .Alerts }} slow', description: d,
                     responders: [{name: 'sre, db', type: teams}]}
                """, null);
        String alert = "/v2/alerts/" + GroupHash.of(notice(null).groupKey());
        assertThat(asked)
                .containsExactly(
                        "/v2/alerts GenieKey k",
                        alert + "/message?identifierType=alias GenieKey k",
                        alert + "/description?identifierType=alias GenieKey k");
        assertThat(bodies.get(0).path("responders"))
                .extracting(JsonNode::toString)
                .satisfiesExactly(
                        sre -> assertThat(sre).contains("\"sre\"", "\"team\""),
                        db -> assertThat(db).contains("\"db\"", "\"team\""));
        assertThat(bodies.get(1).toString()).isEqualTo("{\"message\":\"2 slow\"}");
        assertThat(bodies.get(2).toString()).isEqualTo("{\"description\":\"d\"}");
    }

    @Test
    void mail_goes_to_all_addresses_with_values_that_mean_nothing_in_html() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            assertThat(send(
                            "email_configs: [{to: 'ana@example.org, ben@example.org', from: us@example.org, smarthost: 'localhost:"
                                    + mail.getSmtp().getPort() + "'}]\n",
                            null))
                    .isEqualTo(new SendResult.Accepted("taken by localhost"));
            assertThat(mail.getReceivedMessages()).hasSize(2);
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("[FIRING:2] Slow (shop)");
            assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail.getReceivedMessages()[0]))
                    .contains("summary: a &lt;is&gt; slow");
        } finally {
            mail.stop();
        }
    }

    @Test
    void a_storm_is_one_notice_that_lists_all_wherever_it_goes() throws Exception {
        tell(
                "slack_configs: [{api_url: '%s/hook', text: '{{ range .Alerts }}{{ .Labels.instance }} {{ end }}'}]\n",
                storm(80));
        tell("pagerduty_configs: [{url: '%s/v2/enqueue', routing_key: k}]\n", storm(80));
        tell("webhook_configs: [{url: '%s/hook'}]\n", storm(80));
        assertThat(bodies.get(0).at("/attachments/0/title").asText()).isEqualTo("[FIRING:80] DiskSlow (r12)");
        assertThat(bodies.get(0).at("/attachments/0/text").asText())
                .startsWith("web-01 web-02 ")
                .endsWith("web-80 ");
        assertThat(bodies.get(1).at("/payload/summary").asText()).isEqualTo("[FIRING:80] DiskSlow (r12)");
        assertThat(bodies.get(1)
                        .at("/payload/custom_details/firing/79/labels/instance")
                        .asText())
                .isEqualTo("web-80");
        assertThat(bodies.get(2).path("alerts")).hasSize(80);
        assertThat(bodies.get(2).at("/commonLabels/rack").asText()).isEqualTo("r12");

        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            tell(
                    "email_configs: [{to: a@example.org, from: us@example.org, smarthost: 'localhost:"
                            + mail.getSmtp().getPort() + "'}]\n",
                    storm(80));
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("[FIRING:80] DiskSlow (r12)");
            assertThat(com.icegreen.greenmail.util.GreenMailUtil.getBody(mail.getReceivedMessages()[0]))
                    .contains("instance =3D web-01<", "instance =3D web-80<");
        } finally {
            mail.stop();
        }
    }

    @Test
    void an_event_larger_than_pagerduty_takes_is_sent_without_its_details() {
        tell("pagerduty_configs: [{url: '%s/v2/enqueue', routing_key: k}]\n", storm(6_000));
        assertThat(bodies.getFirst().at("/payload/summary").asText()).isEqualTo("[FIRING:6000] DiskSlow (r12)");
        assertThat(bodies.getFirst().at("/payload/custom_details").toString())
                .isEqualTo("{\"left_out\":\"the details of 6000 alerts are larger than PagerDuty takes\"}");
    }

    /** The right side is what Alertmanager 0.33 sends. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ (index .Alerts 0).StartsAt.Format "Jan 2, 2006 at 3:04pm (MST)" }} => Mar 1, 2026 at 12:00pm (UTC)
            {{ ((index .Alerts 0).StartsAt.Add 28800e9).Format "2006-01-02 15:04:05" }} => 2026-03-01 20:00:00
            {{ ((index .Alerts 0).StartsAt.AddDate 0 1 -1).Format "02.01." }} => 31.03.
            {{ .CommonLabels }}                              => alertname=Slow, service=shop
            {{ .CommonLabels.SortedPairs }}                  => alertname=Slow, service=shop
            {{ .CommonLabels.Remove (stringSlice "service") }} => alertname=Slow
            x{{ toJson "a<b&" }}                             => x"a\\u003cb\\u0026"
            x{{ (index .Alerts 0).StartsAt | toJson }}       => x"2026-03-01T12:00:00Z"
            {{ range list "x" "y" }}{{ . }};{{ end }}        => x;y;
            {{ append (list 1) "b" }}                        => [1 b]
            x{{ dict "b" 1 "a" true | toJson }}              => x{"a":true,"b":1}
            {{ (dict "k" "v").k }}                           => v
            {{ now | date "15:04" }}                         => 12:01
            {{ ((index .Alerts 0).StartsAt.Add 5105e9).Truncate 3600e9 }} => 2026-03-01 13:00:00 +0000 UTC
            {{ (((index .Alerts 0).StartsAt.Add 1800e9).Round 3600e9).Format "15:04" }} => 13:00
            {{ (((index .Alerts 0).StartsAt.Add 5103.5e9).Sub (index .Alerts 0).StartsAt).Hours }} => 1.417638888888889
            {{ ((((index .Alerts 0).StartsAt.Add 5103.5e9).Sub (index .Alerts 0).StartsAt).Round 60e9).Minutes }}m => 85m
            {{ (index .Alerts 0).StartsAt.Location }} {{ (index .Alerts 0).StartsAt.IsDST }} => UTC false
            {{ ((index .Alerts 0).StartsAt.In (tz "Europe/Berlin" now).Location).Hour }}h => 13h
            {{ printf "%%T %%+v" (since (index .Alerts 0).StartsAt) .CommonLabels }} => time.Duration alertname=Slow, service=shop
            x{{ range 3 }}{{ . }}{{ end }}                   => x012
            {{ (index .Alerts 1) }}                          => {firing alertname=Slow, instance=b, service=shop summary=b is slow 2026-03-01 12:00:00 +0000 UTC 0001-01-01 00:00:00 +0000 UTC  FINGERPRINT}
            """)
    void a_text_says_what_it_says_with_alertmanager(String text, String said) {
        send("webhook_configs: [{url: '%s/hook', payload: {x: '" + text + "'}}]\n", null);
        String fingerprint = Fingerprint.of(Labels.of("alertname", "Slow", "service", "shop", "instance", "b"));
        assertThat(bodies.getFirst().path("x").asText()).isEqualTo(said.replace("FINGERPRINT", fingerprint));
    }

    @Test
    void a_template_that_fails_says_so_in_its_place() {
        send("slack_configs: [{api_url: '%s/hook', text: '{{ template \"nothing\" . }}'}]\n", null);
        assertThat(bodies.getFirst().at("/attachments/0/text").asText())
                .isEqualTo(
                        "<error expanding template: template: :1:12: executing \"\" at <{{template \"nothing\" .}}>: template"
                                + " \"nothing\" not defined>");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            {{ .Foo }}                                       => :1:3: executing "" at <.Foo>: can't evaluate field Foo in type *template.Data
            {{ .Alerts.Foo }}                                => :1:10: executing "" at <.Alerts.Foo>: can't evaluate field Foo in type template.Alerts
            {{ .Alerts.Firing.Foo }}                         => :1:10: executing "" at <.Alerts.Firing.Foo>: can't evaluate field Foo in type []template.Alert
            {{ range .Alerts }}{{ .Foo }}{{ end }}           => :1:22: executing "" at <.Foo>: can't evaluate field Foo in type template.Alert
            {{ .CommonLabels.SortedPairs.Foo }}              => :1:16: executing "" at <.CommonLabels.SortedPairs.Foo>: can't evaluate field Foo in type template.Pairs
            {{ (index .CommonLabels.SortedPairs 0).Foo }}    => :1:36: executing "" at <0>: can't evaluate field Foo in type template.Pair
            """)
    void a_field_that_is_not_there_is_named_as_alertmanager_names_it(String text, String message) {
        send("slack_configs: [{api_url: '%s/hook', text: '" + text + "'}]\n", null);
        assertThat(bodies.getFirst().at("/attachments/0/text").asText())
                .isEqualTo("<error expanding template: template: " + message + ">");
    }
}
