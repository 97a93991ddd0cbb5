package dev.nightjar.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a file is told at its line, in the words of what is to be done. */
class AlertmanagerRefusalsTest {
    @TempDir
    Path folder;

    private List<String> problems(String text) {
        Problems problems = new Problems();
        AlertmanagerFile.read("alertmanager.yml", folder, text, problems);
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void what_is_not_there_yet_is_refused_by_name_and_line() {
        assertThat(problems("""
                route: {receiver: a}
                receivers:
                  - name: a
                    telegram_configs:
                      - chat_id: 1
                """))
                .containsExactly(
                        "alertmanager.yml:4: receiver \"a\": not supported yet: telegram_configs; receivers can"
                                + " have webhook_configs, email_configs, slack_configs, pagerduty_configs, opsgenie_configs");
    }

    @Test
    void what_alertmanager_refuses_of_its_tracing_is_refused() {
        assertThat(problems("""
                route: {receiver: a}
                receivers: [{name: a}]
                tracing: {client_type: tcp, compression: zstd, http_headers: {}, tls_config: {cert_file: x}}
                """))
                .containsExactly(
                        "alertmanager.yml:3: tracing: unknown field \"http_headers\"",
                        "alertmanager.yml:3: tracing: tracing endpoint must be set",
                        "alertmanager.yml:3: tracing: client_type: must be grpc or http, found \"tcp\"",
                        "alertmanager.yml:3: tracing: compression: must be gzip, found \"zstd\"",
                        "alertmanager.yml:3: tls_config: a client's certificate needs both cert_file and key_file,"
                                + " found only one");
    }

    /** Alertmanager reads these fields, and then does not start: "cannot use secret ref without manager". */
    @Test
    void secrets_that_lie_with_a_manager_of_secrets_are_refused() {
        assertThat(problems("""
                route: {receiver: r}
                receivers:
                  - name: r
                    webhook_configs:
                      - {url: 'http://h/', http_config: {basic_auth: {username: a, password_ref: b}}}
                      - {url: 'http://h/', http_config: {authorization: {credentials_ref: b}, tls_config: {ca_ref: c}}}
                      - {url: 'http://h/', http_config: {oauth2: {client_id: a, token_url: 'http://t/', client_secret_ref: b}}}
                """))
                .containsExactly(
                        refusedReference(5, "basic_auth", "password"),
                        refusedReference(6, "authorization", "credentials"),
                        refusedReference(6, "tls_config", "ca"),
                        refusedReference(7, "oauth2", "client_secret"));
    }

    private static String refusedReference(int line, String where, String field) {
        return "alertmanager.yml:" + line + ": " + where + ": " + field + "_ref: there is no manager of secrets that it"
                + " could refer to, in Alertmanager neither; write " + field + "_file";
    }

    @Test
    void slack_has_one_way_to_show_who_sends() {
        assertThat(problems("""
                global: {slack_app_token: a, slack_api_url: 'http://h/', http_config: {authorization: {credentials: x}}}
                route: {receiver: r}
                receivers:
                  - name: r
                    slack_configs:
                      - {channel: c, app_token: b, http_config: {authorization: {credentials: x}}}
                """))
                .containsExactly(
                        "alertmanager.yml:1: global: at most one of slack_app_token and slack_api_url must be configured",
                        "alertmanager.yml:1: global: http authorization can't be set when using Slack app tokens",
                        "alertmanager.yml:6: receiver \"r\", slack 1: http authorization can't be set when using Slack"
                                + " app tokens");
    }

    @Test
    void settings_of_connections_that_contradict_each_other_are_refused() {
        assertThat(problems("""
                global:
                  smtp_tls_config: {cert_file: a}
                  http_config: {no_proxy: b, tls_config: {min_version: TLS9}}
                route: {receiver: r}
                receivers:
                  - name: r
                    webhook_configs:
                      - {url: 'http://h/', http_config: {proxy_from_environment: true, proxy_url: 'http://p/'}}
                      - {url: 'http://h/', http_config: {proxy_url: 'http://me:secret@p/', tls_config: {ca: a, ca_file: b}}}
                      - {url: 'http://h/', http_config: {oauth2: {client_id: a}, basic_auth: {username: a}}}
                      - {url: 'http://h/', http_config: {http_headers: {authorization: {values: [a]}}}}
                      - {url: 'http://h/', http_config: {tls_config: {max_version: TLS11}}}
                """))
                .containsExactly(
                        "alertmanager.yml:2: smtp_tls_config: a client's certificate needs both cert_file and key_file,"
                                + " found only one",
                        "alertmanager.yml:3: http_config: no_proxy: there is no proxy_url to make an exception from",
                        "alertmanager.yml:3: tls_config: min_version: must be one of TLS10, TLS11, TLS12, TLS13, found"
                                + " \"TLS9\"",
                        "alertmanager.yml:8: http_config: proxy_from_environment: leave out proxy_url and no_proxy, or"
                                + " do not set this",
                        "alertmanager.yml:9: tls_config: at most one of ca and ca_file must be configured",
                        "alertmanager.yml:10: http_config: at most one of basic_auth, authorization, bearer_token and"
                                + " oauth2 must be configured",
                        "alertmanager.yml:10: oauth2: field \"token_url\" is missing",
                        "alertmanager.yml:11: header \"authorization\": setting the header \"authorization\" is not allowed",
                        "alertmanager.yml:12: tls_config: not supported yet: max_version below TLS12, which no JDK"
                                + " speaks; take it out");
    }

    @Test
    void mail_without_a_server_or_a_sender_is_refused() {
        assertThat(problems("""
                route: {receiver: m}
                receivers:
                  - name: m
                    email_configs: [{to: a@example.org}]
                """))
                .containsExactly(
                        "alertmanager.yml:4: receiver \"m\", email 1: no global SMTP smarthost set; write smtp_smarthost:"
                                + " HOST:PORT under global, or smarthost here",
                        "alertmanager.yml:4: receiver \"m\", email 1: no global SMTP from set; write smtp_from: ADDRESS"
                                + " under global, or from here");
    }

    @Test
    void what_a_receiver_cannot_send_is_refused_before_it_has_to() {
        assertThat(problems("""
                global: {pagerduty_url: nowhere}
                route: {receiver: r}
                receivers:
                  - name: r
                    webhook_configs:
                      - {url: 'http://h/', max_alerts: -1}
                      - {url: 'http://h/', http_config: {authorization: {type: basic, credentials: c}}}
                    slack_configs:
                      - api_url: hooks
                        fields: [{title: a}]
                        actions: [{type: button, url: 'http://h/'}, {type: button, text: t}]
                    opsgenie_configs:
                      - {api_key: k, responders: [{name: a, type: everybody}]}
                """))
                .containsExactly(
                        "alertmanager.yml:1: global: pagerduty_url: not an http or https URL: \"nowhere\"",
                        "alertmanager.yml:6: receiver \"r\", webhook 1: max_alerts: must not be negative; 0 is all of them",
                        "alertmanager.yml:7: authorization: type: Basic belongs into basic_auth, with username and password",
                        "alertmanager.yml:9: receiver \"r\", slack 1: api_url: not an http or https URL: \"hooks\"",
                        "alertmanager.yml:10: receiver \"r\", slack 1: fields: each needs \"value\"",
                        "alertmanager.yml:11: action 2: a Slack action needs a \"url\" or a \"name\"",
                        "alertmanager.yml:11: receiver \"r\", slack 1: actions: each needs \"text\"",
                        "alertmanager.yml:13: receiver \"r\", opsgenie 1: OpsGenie responder: type must be one of team,"
                                + " teams, user, escalation, schedule, found \"everybody\"");
    }

    @Test
    void a_proxy_is_told_in_headers_that_are_for_proxies() {
        assertThat(problems("""
                route: {receiver: r}
                receivers:
                  - name: r
                    webhook_configs:
                      - {url: 'http://h/', http_config: {proxy_connect_header: {Proxy-Tenant: [a]}}}
                      - url: 'http://h/'
                        http_config: {proxy_url: 'http://p/', proxy_connect_header: {X-Tenant: [a], proxy-b: [c]}}
                """))
                .containsExactly(
                        "alertmanager.yml:5: http_config: proxy_connect_header: there is no proxy_url to tell it to",
                        "alertmanager.yml:7: http_config: not supported yet: proxy_connect_header \"X-Tenant\"; proxies"
                                + " are shown those whose names begin with Proxy-");
    }

    @Test
    void only_messages_of_a_bot_can_be_changed() {
        assertThat(problems("""
                route: {receiver: r}
                receivers:
                  - name: r
                    slack_configs:
                      - {api_url: 'https://hooks.slack.com/services/T0', update_message: true}
                      - {api_url: 'https://slack.com/api/chat.postMessage', update_message: true}
                      - {app_token: xoxb-1, channel: c, update_message: true}
                """))
                .containsExactly("alertmanager.yml:5: receiver \"r\", slack 1: update_message can only be used with bot"
                        + " tokens: set api_url to https://slack.com/api/chat.postMessage with the token under"
                        + " http_config, or write app_token");
    }

    @Test
    void a_template_that_cannot_be_read_is_refused_with_its_file() throws Exception {
        Files.writeString(folder.resolve("a.tmpl"), "{{ define \"a\" }}{{ .Foo");
        assertThat(problems("templates: ['*.tmpl']\nroute: {receiver: r}\nreceivers: [{name: r}]\n"))
                .singleElement()
                .asString()
                .startsWith("alertmanager.yml:1: templates: " + folder.resolve("a.tmpl") + ": ");
    }

    @Test
    void a_mail_server_has_a_port() {
        assertThat(problems("""
                global:
                  smtp_smarthost: localhost
                  smtp_from: us@example.org
                route: {receiver: m}
                receivers:
                  - name: m
                    email_configs:
                      - to: a@example.org
                      - {to: b@example.org, smarthost: 'localhost:'}
                      - {to: c@example.org, smarthost: ':25'}
                      - {to: d@example.org, smarthost: 'localhost:submision'}
                      - {to: e@example.org, smarthost: 'localhost:99999'}
                """))
                .containsExactly(
                        "alertmanager.yml:2: global: smtp_smarthost: missing port in address \"localhost\"; write"
                                + " localhost:587",
                        "alertmanager.yml:9: receiver \"m\", email 2: smarthost: not a port in \"localhost:\"; write"
                                + " HOST:PORT, such as localhost:25",
                        "alertmanager.yml:11: receiver \"m\", email 4: smarthost: not a port in"
                                + " \"localhost:submision\"; write HOST:PORT, such as localhost:25",
                        "alertmanager.yml:12: receiver \"m\", email 5: smarthost: not a port in"
                                + " \"localhost:99999\"; write HOST:PORT, such as localhost:25");
    }

    @Test
    void what_looks_fine_and_is_not_is_refused_as_alertmanager_does() {
        assertThat(problems("""
                global: {smtp_smarthost: '::1:25'}
                route: {receiver: r, routes: [{receiver: r, match: {a-b: c}}]}
                inhibit_rules: [{source_match_re: {ü: c}, target_matchers: ['ü=c'], equal: ['']}]
                receivers:
                  - name: r
                    webhook_configs: [{url: 'http://h/{{ .Status'}, {url: 'HTTP://h/'}, {url: 'http://my_host/'}]
                    opsgenie_configs: [{api_key: k, responders: [{name: a, type: '{{ nosuch }}'}, {name: b, type: Team}]}]
                """))
                .containsExactly(
                        "alertmanager.yml:1: global: smtp_smarthost: too many colons in address \"::1:25\"; write an IPv6"
                                + " address in brackets, such as [::1]:25",
                        "alertmanager.yml:2: route 1: invalid label name \"a-b\"; names like this one stand in matchers",
                        "alertmanager.yml:3: inhibit rule 1: invalid label name \"\" in equal list",
                        "alertmanager.yml:3: inhibit rule 1: invalid label name \"ü\"; names like this one stand in matchers",
                        "alertmanager.yml:6: receiver \"r\", webhook 1: url: invalid template syntax: template: :1: unclosed"
                                + " action",
                        "alertmanager.yml:6: receiver \"r\", webhook 3: url: not an http or https URL: \"http://my_host/\";"
                                + " the JDK's client reaches no host whose name has an underscore: write its address, or"
                                + " another name",
                        "alertmanager.yml:7: receiver \"r\", opsgenie 1: responders: invalid template syntax: template: :1:"
                                + " function \"nosuch\" not defined");
    }

    @Test
    void what_alertmanager_refuses_is_refused_all_at_once() {
        assertThat(problems("""
                route:
                  receiver: nobody
                  match: {a: b}
                  group_by: [a, a, '']
                  group_interval: 0s
                  routes:
                    - matchers: ['a==b', 'x=~"("']
                      active_time_intervals: [never]
                      colour: red
                time_intervals:
                  - name: t
                    time_intervals: [{times: [{start_time: '22:00', end_time: '06:00'}]}]
                receivers:
                  - name: a
                    webhook_configs: [{url: 'ftp://x'}]
                  - name: a
                """))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains(":2:").contains("undefined receiver \"nobody\""),
                        line -> assertThat(line).contains(":3:").contains("root route must not have any matchers"),
                        line -> assertThat(line).contains(":4:").contains("duplicated label in group_by"),
                        line -> assertThat(line).contains(":4:").contains("invalid label name \"\" in group_by list"),
                        line -> assertThat(line).contains(":5:").contains("group_interval cannot be zero"),
                        line -> assertThat(line).contains(":7:").contains("RE2"),
                        line -> assertThat(line).contains(":8:").contains("undefined time interval \"never\""),
                        line -> assertThat(line).contains(":9:").contains("unknown field \"colour\""),
                        line -> assertThat(line).contains(":12:").contains("start time must be before end time"),
                        line -> assertThat(line).contains(":15:").contains("not an http or https URL"),
                        line -> assertThat(line).contains(":16:").contains("\"a\" is not unique"));
    }
}
