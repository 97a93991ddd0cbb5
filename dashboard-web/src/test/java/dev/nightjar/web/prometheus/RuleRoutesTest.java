package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.GroupView.RuleView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.rules.RuleHealth;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.web.http.TestingServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleRoutesTest {
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final ActiveAlert ALERT = new ActiveAlert(
            Labels.of("alertname", "Down", "job", "a"),
            Map.of("summary", "a is down"),
            AlertEvent.State.FIRING,
            AT,
            AT,
            AT.plusSeconds(60),
            0);
    private static final String ALERT_JSON = "{\"labels\":{\"alertname\":\"Down\",\"job\":\"a\"},"
            + "\"annotations\":{\"summary\":\"a is down\"},\"state\":\"firing\",\"activeAt\":\"2023-11-14T22:13:20Z\","
            + "\"keepFiringSince\":\"2023-11-14T22:14:20Z\",\"value\":\"0e+00\"}";

    private final TestingPrometheus prometheus = new TestingPrometheus();

    @BeforeEach
    void rules() {
        RuleView down = new RuleView(
                new Rule.AlertRule(
                        "a.yml;first;Down",
                        "Down",
                        "up == 0",
                        at -> List.of(),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Map.of("severity", Template.parse("page")),
                        Map.of("summary", Template.parse("{{ $labels.job }} is down"))),
                new RuleHealth(AT, Duration.ofMillis(2), null),
                List.of(ALERT));
        RuleView ratio = new RuleView(
                new Rule.RecordRule("a.yml;first;ratio", "ratio", "a / b", at -> List.of(), Map.of("team", "shop")),
                new RuleHealth(AT, Duration.ofMillis(1), "boom"),
                List.of());
        prometheus.groups.add(group("a.yml", "first", List.of(down, ratio)));
        prometheus.groups.add(group("b.yml", "second", List.of(ratio)));
        prometheus.groups.add(group("b.yml", "third", List.of(ratio)));
        prometheus.alerts.add(new AlertView("a.yml;first;Down", "Down", "up == 0", ALERT));
    }

    private static GroupView group(String file, String name, List<RuleView> rules) {
        return new GroupView(
                new RuleGroup(
                        file,
                        name,
                        Duration.ofSeconds(30),
                        0,
                        Duration.ZERO,
                        rules.stream().map(RuleView::rule).toList()),
                AT,
                0,
                rules);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void a_rule_comes_with_its_alerts() {
        assertThat(prometheus.get("rules?type=alert"))
                .isEqualTo(
                        success("{\"groups\":[{\"name\":\"first\",\"file\":\"a.yml\",\"rules\":[{\"state\":\"firing\","
                                + "\"name\":\"Down\",\"query\":\"up == 0\",\"duration\":300.0,\"keepFiringFor\":0.0,"
                                + "\"labels\":{\"severity\":\"page\"},"
                                + "\"annotations\":{\"summary\":\"{{ $labels.job }} is down\"},\"alerts\":["
                                + ALERT_JSON
                                + "],\"health\":\"ok\",\"evaluationTime\":0.002,\"lastEvaluation\":\"2023-11-14T22:13:20Z\","
                                + "\"type\":\"alerting\"}],\"interval\":30.0,\"limit\":0,\"evaluationTime\":0.003,"
                                + "\"lastEvaluation\":\"2023-11-14T22:13:20Z\"}]}"));
    }

    @Test
    void a_recording_rule_says_what_went_wrong() {
        assertThat(prometheus.get("rules?rule_group%5B%5D=second"))
                .contains("\"rules\":[{\"name\":\"ratio\",\"query\":\"a / b\",\"labels\":{\"team\":\"shop\"},"
                        + "\"health\":\"err\",\"lastError\":\"boom\",\"evaluationTime\":0.001,"
                        + "\"lastEvaluation\":\"2023-11-14T22:13:20Z\",\"type\":\"recording\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            sum(rate(a{b='c'}[90s]))by(job)/1e3 ; sum by (job) (rate(a{b="c"}[1m30s])) / 1000
            a  and\tb # why ; a and b
            sum(rate({app="shop"}|="lost"[5m])) ; sum(rate({app="shop"}|="lost"[5m]))
            """)
    void a_query_is_written_as_prometheus_writes_it_and_one_of_another_language_as_it_stands(
            String written, String shown) {
        prometheus.groups.clear();
        prometheus.groups.add(group(
                "a.yml",
                "first",
                List.of(new RuleView(
                        new Rule.RecordRule("a.yml;first;r", "r", written, at -> List.of(), Map.of()),
                        new RuleHealth(AT, Duration.ZERO, null),
                        List.of()))));

        JsonNode groups = TestingServer.json(prometheus.server.get("/api/v1/rules"))
                .path("data")
                .path("groups");
        assertThat(groups.at("/0/rules/0/query").asText()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | first:Down first:ratio second:ratio third:ratio
            type=alert | first:Down
            type=RECORD | first:ratio second:ratio third:ratio
            rule_name[]=Down&rule_name[]=nobody | first:Down
            file[]=b.yml | second:ratio third:ratio
            rule_group[]=third&file[]=b.yml | third:ratio
            rule_group[]=third&file[]=a.yml |
            match[]={severity="page"} | first:Down
            match[]={severity="page"}&match[]={team=~"s.*"} | first:Down first:ratio second:ratio third:ratio
            """)
    void filters_narrow(String parameters, String shown) {
        String encoded = parameters
                .replace("[", "%5B")
                .replace("]", "%5D")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("\"", "%22")
                .replace("~", "%7E");

        assertThat(shown("rules?" + encoded)).isEqualTo(shown == null ? "" : shown);
    }

    private String shown(String path) {
        List<String> rules = new ArrayList<>();
        for (JsonNode group :
                TestingServer.json(prometheus.server.get("/api/v1/" + path)).at("/data/groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules.add(group.path("name").asText() + ":" + rule.path("name").asText());
            }
        }
        return String.join(" ", rules);
    }

    @Test
    void alerts_can_be_left_out() {
        assertThat(prometheus.get("rules?type=alert&exclude_alerts=true")).contains("\"alerts\":[]");
    }

    @Test
    void groups_come_page_by_page() {
        JsonNode first = TestingServer.json(prometheus.server.get("/api/v1/rules?group_limit=2"));
        assertThat(shown("rules?group_limit=2")).isEqualTo("first:Down first:ratio second:ratio");
        String token = first.at("/data/groupNextToken").asText();
        assertThat(token).hasSize(40);

        assertThat(shown("rules?group_limit=2&group_next_token=" + token)).isEqualTo("third:ratio");
        assertThat(prometheus.get("rules?group_limit=2&group_next_token=" + token))
                .doesNotContain("groupNextToken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group_next_token=x | invalid parameter "group_next_token": group_limit needs to be present in order to paginate over the groups
            group_limit=0 | invalid parameter "group_limit": group_limit needs to be greater than 0
            group_limit=x | invalid parameter "group_limit": group_limit needs to be a valid number: found "x"
            group_limit=1&group_next_token=x | invalid parameter "group_next_token": invalid group_next_token 'x'. were rule groups changed?
            exclude_alerts=maybe | invalid parameter "exclude_alerts": unable to parse boolean: found "maybe", expected true or false
            """)
    void what_is_no_page_is_refused(String parameters, String error) {
        assertThat(TestingServer.json(prometheus.server.get("/api/v1/rules?" + parameters))
                        .path("error")
                        .asText())
                .isEqualTo(error);
    }

    @Test
    void alerts_come_without_their_rules() {
        assertThat(prometheus.get("alerts")).isEqualTo(success("{\"alerts\":[" + ALERT_JSON + "]}"));
    }
}
