package dev.nightjar.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerFileTest {
    private static final String TREE = """
            global:
              resolve_timeout: 7m
              smtp_smarthost: localhost:25
              slack_api_url: https://hooks.slack.example/T0/B0/secret
            templates: ['templates/*.tmpl']
            route:
              receiver: everybody
              group_by: [alertname, cluster]
              group_wait: 10s
              routes:
                - matchers: ['service=~"mysql|cassandra"']
                  receiver: database
                  group_interval: 1m
                  continue: true
                - match: {team: frontend}
                  match_re: {severity: page|critical}
                  group_by: ['...']
                  routes:
                    - matchers: ['{"a name"="x", b!=y}']
                      receiver: database
                      mute_time_intervals: [nights]
                - matchers: [team="frontend"]
                  repeat_interval: 1d
            inhibit_rules:
              - source_matchers: [severity="critical"]
                target_match: {severity: warning}
                equal: [cluster]
            time_intervals:
              - name: nights
                time_intervals:
                  - times: [{start_time: '00:00', end_time: '06:00'}, {start_time: '22:00', end_time: '24:00'}]
                    weekdays: ['monday:friday', saturday]
                    location: Europe/Berlin
            receivers:
              - name: everybody
                webhook_configs:
                  - url: http://127.0.0.1:9/hook
                    max_alerts: 5
                slack_configs: [{channel: '#alerts'}]
                pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]
                opsgenie_configs: [{api_key: k, responders: [{name: db, type: team}]}]
              - name: database
                email_configs: [{to: db@example.org, from: us@example.org}]
            """;

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private Routing read(String text) {
        return AlertmanagerFile.read("alertmanager.yml", folder, text, problems);
    }

    private List<String> problems(String text) {
        read(text);
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static List<String> receivers(Routing routing, String... labels) {
        return routing.routes().routesOf(Labels.of(labels)).stream()
                .map(Route::receiver)
                .toList();
    }

    @Test
    void a_whole_file_is_taken_as_it_is() throws Exception {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/a.tmpl"), "");
        Routing routing = read(TREE);

        assertThat(problems.sorted()).isEmpty();
        assertThat(routing.resolveTimeout()).isEqualTo(Duration.ofMinutes(7));
        assertThat(routing.receivers()).containsOnlyKeys("everybody", "database");
        assertThat(routing.receiver("everybody").orElseThrow().integrations())
                .extracting(Integration::kind)
                .containsExactly("webhook", "pagerduty", "opsgenie", "slack");
        assertThat(routing.templates()).containsExactly(folder.resolve("templates/a.tmpl"));
        assertThat(routing.text()).contains("slack_api_url: <secret>").doesNotContain("hooks.slack.example");
    }

    @Test
    void the_password_of_a_proxy_is_not_shown() {
        Routing routing = read("""
                global: {http_config: {proxy_url: 'http://ana:sesame@proxy:3128'}}
                route: {receiver: r}
                receivers:
                  - name: r
                    webhook_configs:
                      - url: http://h/
                        http_config:
                          proxy_url: http://ben:sesame@other/
                """);
        assertThat(problems.sorted()).isEmpty();
        assertThat(routing.text())
                .contains("'http://ana:xxxxx@proxy:3128'", "http://ben:xxxxx@other/")
                .doesNotContain("sesame");
    }

    /** Programs read the shown file: an address that is no secret has to stay one, and a list a list. */
    @Test
    void only_what_is_secret_is_masked_so_that_what_is_shown_can_be_read_as_a_file() {
        Routing routing = read("""
                global:
                  opsgenie_api_url: https://api.opsgenie.example/
                  telegram_api_url: https://api.telegram.example
                  slack_api_url: https://hooks.slack.example/secret-0
                route: {receiver: r}
                receivers:
                  - name: r
                    slack_configs:
                      - api_url: https://hooks.slack.example/secret-1
                      - {api_url: 'https://hooks.slack.example/secret-2', channel: c}
                    opsgenie_configs:
                      - api_url: https://api.eu.opsgenie.example/
                        api_key: secret-3
                    webhook_configs:
                      - url: http://h/
                        http_config: {http_headers: {X-A: {secrets: [secret-4, secret-5]}}}
                      - http_config:
                          http_headers:
                            X-B:
                              secrets:
                                - secret-6
                        url: http://h/
                """);
        assertThat(problems.sorted()).isEmpty();
        assertThat(routing.text())
                .contains(
                        "opsgenie_api_url: https://api.opsgenie.example/",
                        "telegram_api_url: https://api.telegram.example",
                        "slack_api_url: <secret>",
                        "- api_url: <secret>",
                        "{api_url: <secret>, channel: c}",
                        "- api_url: https://api.eu.opsgenie.example/",
                        "secrets: [<secret>]",
                        "- <secret>")
                .doesNotContain("secret-");
    }

    @Test
    void routes_inherit_and_the_first_that_matches_takes_the_alert_unless_it_says_continue() {
        Routing routing = read(TREE);
        assertThat(receivers(routing, "service", "mysql")).containsExactly("database");
        assertThat(receivers(routing, "service", "web")).containsExactly("everybody");
        assertThat(receivers(routing, "service", "mysql", "team", "frontend")).containsExactly("database", "everybody");

        Route page = routing.routes()
                .routesOf(Labels.of("team", "frontend", "severity", "page", "b", "z"))
                .getFirst();
        assertThat(page.key()).isEqualTo("{}/{severity=~\"^(?:page|critical)$\",team=\"frontend\"}");
        assertThat(page.groupByAll()).isTrue();
        assertThat(page.groupWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(page.group(Labels.of("x", "y", "z", "1")).toString()).isEqualTo("{x=\"y\", z=\"1\"}");

        Route named = routing.routes()
                .routesOf(Labels.of("team", "frontend", "severity", "critical", "a name", "x"))
                .getFirst();
        assertThat(named.receiver()).isEqualTo("database");
        assertThat(named.key()).endsWith("/{\"a name\"=\"x\",b!=\"y\"}");
        assertThat(routing.routes()
                        .routesOf(Labels.of("team", "frontend"))
                        .getFirst()
                        .repeatInterval())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void which_route_took_an_alert_is_explained() {
        Routing routing = read(TREE);
        assertThat(routing.routes().explain(Labels.of("team", "frontend", "severity", "ticket")))
                .extracting(step -> step.route().key() + " " + step.outcome() + ": " + step.why())
                .containsExactly(
                        "{} ENTERED: one of its routes matches",
                        "{}/{service=~\"mysql|cassandra\"} PASSED_BY: service=~\"mysql|cassandra\" does not match"
                                + " (no label service)",
                        "{}/{severity=~\"^(?:page|critical)$\",team=\"frontend\"} PASSED_BY: severity=~\"^(?:page|critical)$\" does"
                                + " not match severity=\"ticket\"",
                        "{}/{team=\"frontend\"} TOOK: it has no routes below");
    }

    @Test
    void a_night_is_muted_by_the_clock_of_its_zone() {
        Routing routing = read(TREE);
        Route muted = routing.routes()
                .routesOf(Labels.of("team", "frontend", "severity", "page", "a name", "x"))
                .getFirst();
        // 21:30 UTC on a Friday is 22:30 in Berlin in winter, 23:30 in summer
        assertThat(routing.mutedBy(muted, Instant.parse("2026-01-09T21:30:00Z")))
                .containsExactly("nights");
        assertThat(routing.mutedBy(muted, Instant.parse("2026-01-09T20:59:59Z")))
                .isEmpty();
        assertThat(routing.mutedBy(muted, Instant.parse("2026-07-10T20:00:00Z")))
                .containsExactly("nights");
        assertThat(routing.mutedBy(muted, Instant.parse("2026-01-11T21:30:00Z")))
                .as("a Sunday")
                .isEmpty();
    }

    @Test
    void days_of_a_month_count_from_its_end_too() {
        Routing routing = read("""
                route: {receiver: a, routes: [{matchers: [x=y], mute_time_intervals: [last]}]}
                receivers: [{name: a}]
                time_intervals:
                  - name: last
                    time_intervals: [{days_of_month: ['-1'], months: ['january:march']}]
                """);
        Route route = routing.routes().routesOf(Labels.of("x", "y")).getFirst();
        assertThat(routing.mutedBy(route, Instant.parse("2028-02-29T12:00:00Z")))
                .isNotEmpty();
        assertThat(routing.mutedBy(route, Instant.parse("2028-02-28T12:00:00Z")))
                .isEmpty();
        assertThat(routing.mutedBy(route, Instant.parse("2028-04-30T12:00:00Z")))
                .isEmpty();
    }

    @Test
    void what_is_about_alertmanager_s_own_workings_is_taken_and_said_to_have_no_effect() {
        Routing routing = read("""
                route: {receiver: a}
                receivers: [{name: a, discord_configs: []}]
                tracing:
                  client_type: http
                  endpoint: localhost:4318
                  sampling_fraction: 0.5
                  headers: {X-Tenant: {values: [a], secrets: [sesame]}}
                event_recorder:
                  webhook_outputs: [{url: 'http://recorder/sesame'}]
                """);
        assertThat(problems.sorted()).isEmpty();
        assertThat(problems.notices())
                .extracting(Problem::toString)
                .containsExactly(
                        "alertmanager.yml:3: tracing has no effect: Nightjar sends no traces of its own work",
                        "alertmanager.yml:8: event_recorder has no effect: what happened to alerts and notices is in"
                                + " Nightjar's journal, and stands under Alerts, History");
        assertThat(routing.text()).contains("localhost:4318").doesNotContain("sesame");
    }

    @Test
    void slack_s_app_may_be_said_for_all_receivers() {
        Routing routing = read("""
                global: {slack_app_token: xoxb-1, slack_app_url: 'http://slack/api/chat.postMessage'}
                route: {receiver: r}
                receivers:
                  - name: r
                    slack_configs:
                      - {channel: c, update_message: true}
                      - {channel: c, api_url: 'http://hook/'}
                """);
        assertThat(problems.sorted()).isEmpty();
        assertThat(routing.text()).doesNotContain("xoxb");
        assertThat(routing.receiver("r").orElseThrow().integrations())
                .extracting(each -> ((Integration.Slack) each).url().read() + " "
                        + ((Integration.Slack) each).http().credentials().read())
                .containsExactly("http://slack/api/chat.postMessage xoxb-1", "http://hook/ ");
    }

    @Test
    void a_mail_server_s_port_may_have_a_name() {
        Routing routing = read("""
                global: {smtp_smarthost: 'localhost:smtp', smtp_from: us@example.org}
                route: {receiver: m}
                receivers:
                  - name: m
                    email_configs: [{to: a@example.org}, {to: b@example.org, smarthost: 'mx:smtps'}]
                """);
        assertThat(problems.sorted()).isEmpty();
        assertThat(routing.receiver("m").orElseThrow().integrations())
                .extracting(each -> ((Integration.Email) each).server())
                .extracting(server -> server.host() + " " + server.port() + " " + server.encryption())
                .containsExactly("localhost 25 OFFERED", "mx 465 FROM_THE_START");
    }

    @Test
    void pagerduty_may_have_keys_of_both_versions_and_needs_one() {
        String file = """
                route: {receiver: a}
                receivers: [{name: a, pagerduty_configs: [{%s}]}]
                """;
        assertThat(problems(file.formatted("service_key: s, routing_key: r"))).isEmpty();
        assertThat(problems(file.formatted("severity: info")))
                .containsExactly(
                        "alertmanager.yml:2: receiver \"a\", pagerduty 1: needs either a routing key or a service"
                                + " key in PagerDuty config");
    }

    @Test
    void the_words_that_yaml_once_took_for_true_and_false_are_taken_for_them() {
        assertThat(problems("""
                route: {receiver: a, routes: [{receiver: a, continue: yes}]}
                receivers: [{name: a, webhook_configs: [{url: 'http://{{ .CommonLabels.team }}.example', send_resolved: off}]}]
                """)).isEmpty();
    }

    @Test
    void a_file_without_a_route_is_none() {
        assertThat(problems("receivers: []")).containsExactly("alertmanager.yml:1: no route provided in config");
    }
}
