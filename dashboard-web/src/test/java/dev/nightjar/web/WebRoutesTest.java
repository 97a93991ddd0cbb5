package dev.nightjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.access.User;
import dev.nightjar.web.http.TestingServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule fires, pages, is taken and is over, as every face shows it. */
class WebRoutesTest {
    @TempDir
    Path definitions;

    private @Nullable WebStage present;

    @BeforeEach
    void start() throws IOException {
        present = new WebStage(definitions);
    }

    private WebStage stage() {
        return Objects.requireNonNull(present);
    }

    @AfterEach
    void stop() {
        stage().close();
    }

    @Test
    void an_alert_is_the_same_on_every_face() {
        stage().errors(0.2);

        JsonNode rules = stage().get("/api/v1/rules").at("/data/groups/0/rules");
        assertThat(rules.at("/0/type").asText()).isEqualTo("recording");
        assertThat(rules.at("/1/type").asText()).isEqualTo("alerting");
        assertThat(rules.at("/1/state").asText()).isEqualTo("firing");
        assertThat(rules.at("/1/annotations/summary").asText()).isEqualTo("{{ $labels.service }} fails");
        JsonNode alert = stage().get("/api/v1/alerts").at("/data/alerts/0");
        assertThat(alert.path("value").asText()).isEqualTo("2e-01");
        assertThat(alert.at("/annotations/summary").asText()).isEqualTo("checkout fails");

        JsonNode own = stage().get("/nightjar/v1/alerts");
        assertThat(own.at("/alerts/0/name").asText()).isEqualTo("TooManyErrors");
        assertThat(own.at("/alerts/0/service").asText()).isEqualTo("checkout");
        assertThat(own.at("/groups/0/rules/1/health").asText()).isEqualTo("ok");
        JsonNode pages = stage().get("/nightjar/v1/pages");
        assertThat(own.at("/alerts/0/pageId")).isEqualTo(pages.at("/0/pageId"));
        assertThat(stage().get("/nightjar/v1/overview").path("sentence").asText())
                .isEqualTo("1 of 1 service needs you: checkout fails.");
    }

    @Test
    void a_person_signs_in_takes_the_page_and_resolves_it() {
        stage().errors(0.2);
        String token = stage().sessions().issueSignIn(new User("ada", User.Role.RESPONDER));
        String cookie = stage().server()
                .post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String path = "/nightjar/v1/pages/"
                + stage().get("/nightjar/v1/pages").at("/0/pageId").asText();

        JsonNode page = stage().get(path);
        assertThat(page.path("runbook").asText()).isEqualTo("https://runbooks.example/errors");
        assertThat(page.at("/graph/query").asText()).isEqualTo("errors");
        assertThat(page.at("/graph/threshold").asDouble()).isEqualTo(0.05);
        assertThat(page.at("/deliveries/0/channel").asText()).isEqualTo("inbox");

        JsonNode taken = TestingServer.json(
                stage().server().post(path + "/acknowledge", "application/json", "{}", "Cookie", cookie));
        assertThat(taken.path("state").asText()).isEqualTo("acknowledged");
        assertThat(taken.path("acknowledgedBy").asText()).isEqualTo("ada");
        assertThat(stage().server()
                        .post(path + "/acknowledge", "application/json", "{}", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
        JsonNode over = TestingServer.json(
                stage().server().post(path + "/resolve", "application/json", "{}", "Cookie", cookie));
        assertThat(over.path("state").asText()).isEqualTo("resolved");
        HttpResponse<String> late =
                stage().server().post(path + "/escalate", "application/json", "{}", "Cookie", cookie);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(TestingServer.json(late).path("error").asText()).isEqualTo("the page is resolved");
    }

    @Test
    void a_person_judges_a_page_and_silences_what_it_was_about_in_their_own_name() {
        stage().errors(0.2);
        String token = stage().sessions().issueSignIn(new User("ada", User.Role.RESPONDER));
        String cookie = stage().server()
                .post("/nightjar/v1/session", "application/json", "{\"token\":\"" + token + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceAll(";.*", "");
        String path = "/nightjar/v1/pages/"
                + stage().get("/nightjar/v1/pages").at("/0/pageId").asText();
        String verdict = "{\"useful\":false,\"text\":\"known\"}";
        assertThat(stage().server()
                        .post(path + "/judge", "application/json", verdict, "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
        JsonNode page = stage().get(path);
        assertThat(page.at("/verdicts/0/by").asText()).isEqualTo("ada");
        assertThat(page.at("/verdicts/0/useful").asBoolean(true)).isFalse();
        assertThat(page.at("/alerts/0/alertname").asText()).isEqualTo("TooManyErrors");

        JsonNode preview = stage().get("/nightjar/v1/silences/preview?filter=service%3D%22checkout%22");
        assertThat(preview.path("count").asInt()).isEqualTo(1);
        assertThat(preview.path("pageCount").asInt()).isEqualTo(1);
        String wish =
                "{\"matchers\":[{\"name\":\"service\",\"op\":\"=\",\"value\":\"checkout\"}],\"comment\":\"known\","
                        + "\"createdBy\":\"root\",\"endsMillis\":"
                        + (stage().clock().millis() + 60_000) + "}";
        assertThat(stage().server()
                        .post("/nightjar/v1/silences", "application/json", wish)
                        .statusCode())
                .as("nobody in particular silences nothing")
                .isEqualTo(401);
        JsonNode silence = TestingServer.json(
                stage().server().post("/nightjar/v1/silences", "application/json", wish, "Cookie", cookie));
        assertThat(silence.path("createdBy").asText()).isEqualTo("ada");
        assertThat(silence.path("holds").asInt()).isEqualTo(1);
        assertThat(stage().get("/nightjar/v1/silences").at("/0/state").asText()).isEqualTo("active");
        JsonNode route = stage().get("/nightjar/v1/routes/explain?label=service%3Dcheckout&label=severity%3Dpage");
        assertThat(route.at("/targets/0/people/0").asText()).isEqualTo("everyone");
        assertThat(route.at("/silencedBy/0")).isEqualTo(silence.path("silenceId"));
        assertThat(stage().get("/nightjar/v1/history?kind=noise&kind=silenced")
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("kind").asText()))
                .containsExactly("silenced", "noise");

        String end = "/nightjar/v1/silences/" + silence.path("silenceId").asText() + "/expire";
        JsonNode over = TestingServer.json(stage().server().post(end, "application/json", "{}", "Cookie", cookie));
        assertThat(over.path("state").asText()).isEqualTo("expired");
    }

    @Test
    void every_answer_carries_the_headers_that_protect() {
        assertThat(stage().server().get("/nightjar/v1/oncall").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
        assertThat(stage().server().get("/services/checkout").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void changed_rules_are_in_force_once_somebody_asks_and_wrong_ones_change_nothing() throws IOException {
        Path file = definitions.resolve("rules/shop.yml");
        Files.writeString(file, WebStage.RULES.replace("name: shop", "name: renamed"));
        assertThat(stage().server().get("/-/reload").statusCode()).isEqualTo(405);
        assertThat(stage().get("/api/v1/rules").at("/data/groups/0/name").asText())
                .isEqualTo("shop");

        assertThat(stage().server().post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        assertThat(stage().get("/api/v1/rules").at("/data/groups/0/name").asText())
                .isEqualTo("renamed");

        Files.writeString(file, WebStage.RULES.replace("name: shop", "nome: shop"));
        HttpResponse<String> refused = stage().server().post("/-/reload", "text/plain", "");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).startsWith("failed to reload:\nrules/shop.yml:");
        assertThat(stage().get("/api/v1/rules").at("/data/groups/0/name").asText())
                .isEqualTo("renamed");
    }
}
