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

/** Who is on call, who will be, who hands over to whom, and how often who was called, as the API tells. */
class OnCallOverHttpTest {
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
    void who_is_on_call_is_said_without_a_file_too() {
        JsonNode now = stage().get("/nightjar/v1/oncall").path(0);

        assertThat(now.path("person").asText()).isEqualTo("everyone");
        assertThat(now.path("untilMillis").asLong()).isEqualTo(253_402_300_799_000L);
        assertThat(now.path("next").isNull()).isTrue();
    }

    @Test
    void shifts_are_told_ahead() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ana: {name: Ana Ruiz}, ben: {}}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2026-01-05T09:00
                    every: week
                    participants: [ana, ben]
                    overrides: [{start: 2026-01-06T00:00, end: 2026-01-06T12:00, person: ben}]
                policies: {shop: {steps: [{notify: [shop], delay: 3m}], repeat: 1}}
                services: {checkout: shop}
                """);
        assertThat(stage().server().post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);

        JsonNode schedule =
                stage().get("/nightjar/v1/oncall/schedule?start=2026-01-05T12:00:00Z&end=2026-01-06T12:00:00Z");
        JsonNode shop = schedule.at("/rotations/0");
        assertThat(shop.path("zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(shop.path("shifts").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"person\":\"ana\",\"name\":\"Ana Ruiz\",\"startMillis\":1767600000000,\"endMillis\":1767654000000,\"override\":false,\"handOver\":null}",
                        "{\"person\":\"ben\",\"name\":\"ben\",\"startMillis\":1767654000000,\"endMillis\":1767697200000,\"override\":true,\"handOver\":null}",
                        "{\"person\":\"ana\",\"name\":\"Ana Ruiz\",\"startMillis\":1767697200000,\"endMillis\":1768204800000,\"override\":false,\"handOver\":null}");
        assertThat(schedule.at("/policies/0/services/0").asText()).isEqualTo("checkout");
        assertThat(schedule.at("/policies/0/steps/0/targets/0").asText()).isEqualTo("shop");
        assertThat(schedule.at("/policies/0/steps/0/delaySeconds").asDouble()).isEqualTo(180);

        HttpResponse<String> refused = stage().server()
                .get("/nightjar/v1/oncall/schedule?start=2026-01-05T00:00:00Z&end=2028-01-05T00:00:00Z");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("expected a time after start, by 400 days at most");
    }

    @Test
    void a_shift_is_handed_over_by_who_may_and_everybody_sees_by_whom_and_why() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ada: {name: Ada Byron}, ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        assertThat(stage().server().post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        String overrides = "/nightjar/v1/oncall/overrides";
        String mine = "{\"rotation\":\"shop\",\"reason\":\"swapped\",\"overrideId\":\"o-1\"}";
        assertThat(stage().server().post(overrides, "application/json", mine).statusCode())
                .as("nobody in particular")
                .isEqualTo(401);
        HttpResponse<String> viewer = stage().server()
                .post(overrides, "application/json", mine, "Cookie", stage().signedIn("eve", User.Role.VIEWER));
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(TestingServer.json(viewer).path("hint").asText()).isEqualTo("it takes the role responder");
        String ada = stage().signedIn("ada", User.Role.RESPONDER);
        assertThat(stage().server()
                        .post(overrides, "application/json", mine, "Cookie", ada, "Origin", "http://evil.example")
                        .statusCode())
                .as("by a page of another site")
                .isEqualTo(403);
        assertThat(stage().server()
                        .post(overrides, "text/plain", mine, "Cookie", ada)
                        .statusCode())
                .as("as a form would")
                .isEqualTo(415);
        assertThat(stage().get(overrides)).isEmpty();

        JsonNode made = TestingServer.json(stage().server().post(overrides, "application/json", mine, "Cookie", ada));
        assertThat(made.toString())
                .isEqualTo("{\"overrideId\":\"o-1\",\"rotation\":\"shop\",\"person\":\"ada\",\"name\":\"Ada Byron\","
                        + "\"startMillis\":1700000000000,\"endMillis\":1700467200000,\"state\":\"active\","
                        + "\"reason\":\"swapped\",\"by\":\"ada\",\"madeMillis\":1700000000000,\"endedBy\":null,"
                        + "\"problem\":null}");
        assertThat(TestingServer.json(stage().server().post(overrides, "application/json", mine, "Cookie", ada)))
                .as("asked for again")
                .isEqualTo(made);
        assertThat(stage().get(overrides)).hasSize(1);
        assertThat(stage().get("/nightjar/v1/oncall").at("/0/person").asText()).isEqualTo("Ada Byron");
        JsonNode schedule = stage().get("/nightjar/v1/oncall/schedule?start=1700000000&end=1700100000");
        assertThat(schedule.at("/rotations/0/shifts/0/handOver").toString())
                .isEqualTo("{\"overrideId\":\"o-1\",\"by\":\"ada\",\"madeMillis\":1700000000000,"
                        + "\"reason\":\"swapped\"}");
        assertThat(schedule.path("people").toString())
                .isEqualTo("[{\"person\":\"ada\",\"name\":\"Ada Byron\"},{\"person\":\"ben\",\"name\":\"ben\"}]");

        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        assertThat(stage().server().post("/-/reload", "text/plain", "").statusCode())
                .isEqualTo(200);
        assertThat(stage().get("/nightjar/v1/oncall").at("/0/person").asText()).isEqualTo("ben");
        assertThat(stage().get(overrides).at("/0/problem").asText())
                .isEqualTo("ada is not in oncall.yml any more: the rotation goes on as without this override");

        String end = overrides + "/o-1/end";
        assertThat(stage().server()
                        .post(end, "application/json", "{}", "Cookie", stage().signedIn("eve", User.Role.VIEWER))
                        .statusCode())
                .isEqualTo(403);
        JsonNode over = TestingServer.json(stage().server().post(end, "application/json", "{}", "Cookie", ada));
        assertThat(over.path("state").asText()).isEqualTo("over");
        assertThat(over.path("endedBy").asText()).isEqualTo("ada");
        assertThat(stage().server()
                        .post(end, "application/json", "{}", "Cookie", ada)
                        .statusCode())
                .as("ended twice")
                .isEqualTo(200);
        assertThat(stage().get("/nightjar/v1/history?kind=shift+handed+over&kind=override+ended")
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("person").asText() + " "
                                + entry.path("kind").asText()))
                .containsExactly("ada override ended", "ada shift handed over");
    }

    @Test
    void shifts_are_calendars_to_subscribe_to() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ana.r: {name: Ana Ruiz}, ben: {}}
                rotations:
                  shop:
                    zone: Europe/Berlin
                    start: 2023-11-13T09:00
                    every: week
                    participants: [ana.r, ben]
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        stage().server().post("/-/reload", "text/plain", "");
        String mine = "{\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":1700010000000,\"reason\":\"a, b\"}";
        stage().server()
                .post(
                        "/nightjar/v1/oncall/overrides",
                        "application/json",
                        mine,
                        "Cookie",
                        stage().signedIn("eve", User.Role.RESPONDER));

        HttpResponse<String> shop = stage().server().get("/nightjar/v1/oncall/rotations/shop.ics");
        assertThat(shop.headers().firstValue("Content-Type")).hasValue("text/calendar; charset=utf-8");
        assertThat(shop.body()).contains("SUMMARY:Ana Ruiz on call: shop\r\n").contains("""
                        UID:shop-1700000000@nightjar
                        DTSTAMP:20231114T221320Z
                        DTSTART:20231114T221320Z
                        DTEND:20231115T010000Z
                        SUMMARY:ben on call: shop
                        DESCRIPTION:override by eve: a\\, b\\nhands over by the clocks of Europe/Berl
                         in
                        """.replace("\n", "\r\n"));
        String ana =
                stage().server().get("/nightjar/v1/oncall/people/ana.r.ics").body();
        assertThat(ana).contains("X-WR-CALNAME:Ana Ruiz on call\r\n").contains("SUMMARY:On call: shop\r\n");
        assertThat(ana).doesNotContain("override by eve");
        assertThat(ana.split("BEGIN:VEVENT", -1).length - 1)
                .as("sixteen weeks, one of them cut in two")
                .isEqualTo(17);

        HttpResponse<String> unknown = stage().server().get("/nightjar/v1/oncall/rotations/shp.ics");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(TestingServer.json(unknown).path("error").asText())
                .isEqualTo("there is no rotation \"shp\" in oncall.yml; did you mean \"shop\"?");
    }

    @Test
    void how_often_who_was_called_is_told() {
        stage().errors(0.2);
        assertThat(stage().get("/nightjar/v1/oncall/load").toString())
                .startsWith("[{\"person\":\"on-call\",\"name\":\"everyone\",\"zone\":\"Z\",\"calls\":1,\"atNight\":1,");
        assertThat(stage().server().get("/nightjar/v1/oncall/load?days=0").body())
                .contains("expected 1 to 400, found \\\"0\\\"");
    }

    @Test
    void a_hand_over_that_cannot_be_is_refused_with_what_was_found_and_what_to_do() throws IOException {
        Files.writeString(definitions.resolve("oncall.yml"), """
                people: {ada: {}, ben: {}}
                rotations:
                  shop: {zone: Europe/Berlin, start: 2023-11-13T09:00, every: week, participants: [ben]}
                policies: {shop: {steps: [{notify: [shop]}]}}
                """);
        stage().server().post("/-/reload", "text/plain", "");
        String root = stage().signedIn("root", User.Role.ADMIN);
        assertRefused(root, "", 400, "\"rotation\" is missing or empty", "send it as a string");
        assertRefused(
                root, "\"rotation\":\"shop\"", 400, "person: \"root\" is not in oncall.yml", "people there: ada, ben");
        assertRefused(
                root,
                "\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":\"soon\"",
                400,
                "\"endMillis\" is no time: \"soon\"",
                "milliseconds since 1970 as a whole number, or leave it out");
        assertRefused(
                root,
                "\"rotation\":\"shop\",\"person\":\"ben\",\"endMillis\":1699999999999",
                400,
                "end: 2023-11-14T22:13:19.999Z is past, it is 2023-11-14T22:13:20Z",
                "who was on call then does not change any more");
        String mine = "\"rotation\":\"shop\",\"overrideId\":\"o-1\",\"person\":";
        assertThat(stage().server()
                        .post(
                                "/nightjar/v1/oncall/overrides",
                                "application/json",
                                "{" + mine + "\"ada\"}",
                                "Cookie",
                                root)
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                root,
                mine + "\"ben\"",
                409,
                "overrideId: \"o-1\" is that of another override, of shop by root",
                "choose another, or leave it out");
        HttpResponse<String> unknown =
                stage().server().post("/nightjar/v1/oncall/overrides/o9/end", "application/json", "{}", "Cookie", root);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(TestingServer.json(unknown).path("hint").asText())
                .isEqualTo("GET /nightjar/v1/oncall/overrides lists them; those in oncall.yml are ended there");
    }

    private void assertRefused(String cookie, String fields, int status, String error, String hint) {
        HttpResponse<String> answer = stage().server()
                .post("/nightjar/v1/oncall/overrides", "application/json", "{" + fields + "}", "Cookie", cookie);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestingServer.json(answer).path("error").asText()).isEqualTo(error);
        assertThat(TestingServer.json(answer).path("hint").asText()).isEqualTo(hint);
    }
}
