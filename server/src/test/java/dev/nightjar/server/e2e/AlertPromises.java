package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** What servers that are killed have confirmed to programs and people, and whether the next one knows of it. */
final class AlertPromises {
    private static final int INSTANCES = 5;
    private static final int EACH = 4;

    /** Confirmed silences; true when their end was asked for, whether or not that was confirmed. */
    private final Map<String, Boolean> silences = new ConcurrentHashMap<>();

    /** Confirmed overrides of shifts as they were told; true when their end was asked for, confirmed or not. */
    private final Map<String, Boolean> overrides = new ConcurrentHashMap<>();

    private final Set<String> endedOverrides = ConcurrentHashMap.newKeySet();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> corrections = ConcurrentHashMap.newKeySet();

    /** When the next person is called, by page, as it was last shown while nobody had it. */
    private final Map<String, Long> calls = new ConcurrentHashMap<>();

    /** Every alert that was ever sent, by its labels. */
    private final Set<String> alerts = ConcurrentHashMap.newKeySet();

    private long taken;

    /** Threads that do what programs and people do, until the server is gone. */
    List<Thread> act(ServerProcess server, int round, RandomGenerator random) throws Exception {
        String cookie = signIn(server);
        List<Runnable> deeds = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String alert = labels(random.nextInt(3) == 0, round, random.nextInt(INSTANCES));
            boolean ends = random.nextInt(3) == 0;
            deeds.add(() -> send(server, alert, ends));
        }
        String victim = silences.isEmpty() || random.nextBoolean()
                ? ""
                : List.copyOf(silences.keySet()).get(random.nextInt(silences.size()));
        String overrideToEnd = overrides.isEmpty() || random.nextBoolean()
                ? ""
                : List.copyOf(overrides.keySet()).get(random.nextInt(overrides.size()));
        int minute = random.nextInt(170);
        Thread programs = Thread.ofPlatform().start(() -> until(deeds));
        Thread people = Thread.ofPlatform()
                .start(() -> until(List.of(
                        () -> silence(server, round),
                        () -> handOver(server, cookie, minute),
                        () -> endHandOver(server, cookie, overrideToEnd),
                        () -> expire(server, victim),
                        () -> acknowledge(server, cookie),
                        () -> correct(server, cookie, minute))));
        return List.of(programs, people);
    }

    /** A request that the server did not answer was promised nothing. */
    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    private static void until(List<? extends Runnable> deeds) {
        try {
            deeds.forEach(Runnable::run);
        } catch (KilledException e) {
            // nothing more is confirmed in this round
        }
    }

    /** The server is gone. */
    private static final class KilledException extends RuntimeException {
        KilledException(IOException cause) {
            super(cause);
        }
    }

    private static void ask(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            throw new KilledException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String labels(boolean pages, int round, int instance) {
        return pages
                ? "{\"alertname\":\"Page" + round + "\",\"severity\":\"page\",\"service\":\"s" + round + "\"}"
                : "{\"alertname\":\"Slow\",\"instance\":\"i" + instance + "\"}";
    }

    private void send(ServerProcess server, String labels, boolean ends) {
        alerts.add(labels);
        String end = ends ? ",\"endsAt\":\"" + Instant.now() + "\"" : ",\"endsAt\":\"" + farEnd() + "\"";
        ask(() -> {
            Http.Answer answer =
                    Http.post(server.url("/api/v2/alerts"), "application/json", "[{\"labels\":" + labels + end + "}]");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            count();
        });
    }

    private static Instant farEnd() {
        return Instant.now().plus(Duration.ofDays(2));
    }

    private synchronized void count() {
        taken++;
    }

    private void silence(ServerProcess server, int round) {
        ask(() -> {
            Http.Answer answer = Http.post(
                    server.url("/api/v2/silences"), "application/json", """
                        {"matchers": [{"name": "nothing", "value": "%d", "isRegex": false}], "createdBy": "ana",
                         "comment": "round", "startsAt": "%s", "endsAt": "%s"}
                        """.formatted(round, Instant.now(), farEnd()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            silences.put(answer.json().path("silenceID").asText(), false);
            count();
        });
    }

    private void expire(ServerProcess server, String id) {
        if (id.isEmpty()) {
            return;
        }
        silences.put(id, true);
        ask(() -> {
            if (Http.delete(server.url("/api/v2/silence/" + id)).status() == 200) {
                expired.add(id);
                count();
            }
        });
    }

    /** Its end is far, so that only who ends it does; there may be 200 of a rotation that are not over. */
    private void handOver(ServerProcess server, String cookie, int minute) {
        if (overrides.values().stream().filter(ended -> !ended).count() >= 150) {
            return;
        }
        long end = farEnd().toEpochMilli() + minute * 60_000L;
        ask(() -> {
            Http.Answer answer = Http.post(
                    server.url("/nightjar/v1/oncall/overrides"),
                    "application/json",
                    "{\"rotation\":\"shop\",\"person\":\"robin\",\"endMillis\":" + end + "}",
                    "Cookie",
                    cookie);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            overrides.put(answer.json().path("overrideId").asText(), false);
            count();
        });
    }

    private void endHandOver(ServerProcess server, String cookie, String id) {
        if (id.isEmpty()) {
            return;
        }
        overrides.put(id, true);
        ask(() -> {
            Http.Answer answer = Http.post(
                    server.url("/nightjar/v1/oncall/overrides/" + id + "/end"),
                    "application/json",
                    "{}",
                    "Cookie",
                    cookie);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            endedOverrides.add(id);
            count();
        });
    }

    private void acknowledge(ServerProcess server, String cookie) {
        ask(() -> {
            for (JsonNode page : Http.get(server.url("/nightjar/v1/pages")).json()) {
                if (page.path("state").asText().equals("open")) {
                    String id = page.path("pageId").asText();
                    calls.remove(id);
                    Http.Answer answer = Http.post(
                            server.url("/nightjar/v1/pages/" + id + "/acknowledge"),
                            "application/json",
                            "{}",
                            "Cookie",
                            cookie);
                    if (answer.status() == 200) {
                        acknowledged.add(id);
                        count();
                    }
                    return;
                }
            }
        });
    }

    private void correct(ServerProcess server, String cookie, int minute) {
        long from = Instant.now().minus(Duration.ofMinutes(175)).toEpochMilli() + minute * 60_000L;
        ask(() -> {
            Http.Answer answer = Http.post(
                    server.url("/nightjar/v1/slos/shop/corrections"),
                    "application/json",
                    "{\"fromMillis\":" + from + ",\"untilMillis\":" + (from + 120_000)
                            + ",\"reason\":\"test\",\"approvedBy\":\"ana\"}",
                    "Cookie",
                    cookie);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            corrections.add(answer.json().path("correctionId").asText());
            count();
        });
    }

    private static String signIn(ServerProcess server) throws Exception {
        String token = server.signIn().substring(server.signIn().indexOf("token=") + 6);
        return Http.cookie(server.url("/nightjar/v1/session"), "{\"token\":\"" + token + "\"}");
    }

    /** Every alert ends. */
    void endAll(ServerProcess server) {
        alerts.forEach(labels -> send(server, labels, true));
    }

    long confirmed() {
        return taken;
    }

    /** Whether a server that was just started knows of all that others confirmed. */
    void check(ServerProcess server) throws Exception {
        checkSilences(server);
        checkOverrides(server);
        checkPages(server);
        checkBudget(server);
    }

    private void checkSilences(ServerProcess server) throws Exception {
        Set<String> active = new HashSet<>();
        Set<String> over = new HashSet<>();
        for (JsonNode silence : Http.get(server.url("/api/v2/silences")).json()) {
            boolean ended = silence.at("/status/state").asText().equals("expired");
            (ended ? over : active).add(silence.path("id").asText());
        }
        assertThat(over).as("silences that were ended").containsAll(expired);
        silences.forEach((id, endAsked) -> {
            if (!endAsked) {
                assertThat(active).as("silences that were confirmed").contains(id);
            } else {
                assertThat(active.contains(id) || over.contains(id)).as(id).isTrue();
            }
        });
    }

    private void checkOverrides(ServerProcess server) throws Exception {
        Map<String, String> states = new HashMap<>();
        for (JsonNode each :
                Http.get(server.url("/nightjar/v1/oncall/overrides")).json()) {
            states.put(each.path("overrideId").asText(), each.path("state").asText());
        }
        assertThat(states.keySet()).as("overrides that were confirmed").containsAll(overrides.keySet());
        overrides.forEach((id, endAsked) -> {
            if (!endAsked) {
                assertThat(states.get(id)).as(id).isEqualTo("active");
            }
        });
        endedOverrides.forEach(id -> assertThat(states.get(id)).as(id).isEqualTo("over"));
        // what was asked for and not confirmed is there or is not; from now on it stays as it is
        states.forEach((id, state) -> overrides.put(id, state.equals("over")));
        boolean isTaken = states.containsValue("active");
        JsonNode shift =
                Http.get(server.url("/nightjar/v1/oncall/schedule")).json().at("/rotations/0/shifts/0");
        assertThat(shift.path("person").asText()).as(shift.toString()).isEqualTo(isTaken ? "robin" : "dana");
        assertThat(shift.path("override").asBoolean()).isEqualTo(isTaken);
    }

    private void checkPages(ServerProcess server) throws Exception {
        Map<String, JsonNode> pages = new HashMap<>();
        for (JsonNode page : Http.get(server.url("/nightjar/v1/pages")).json()) {
            pages.put(page.path("pageId").asText(), page);
        }
        for (String id : acknowledged) {
            JsonNode page = Objects.requireNonNull(pages.get(id), id);
            assertThat(page.path("state").asText()).as(id).isIn("acknowledged", "resolved");
        }
        assertThat(pages.keySet()).as("pages whose next call was shown").containsAll(calls.keySet());
        for (Map.Entry<String, JsonNode> page : pages.entrySet()) {
            if (page.getValue().path("state").asText().equals("open")) {
                long next = Http.get(server.url("/nightjar/v1/pages/" + page.getKey()))
                        .json()
                        .path("nextEscalationAtMillis")
                        .asLong();
                Long before = calls.put(page.getKey(), next);
                if (before != null) {
                    assertThat(next).as("when " + page.getKey() + " goes on").isEqualTo(before);
                }
            }
        }
    }

    private void checkBudget(ServerProcess server) throws Exception {
        JsonNode budget = Http.get(server.url("/nightjar/v1/slos/shop/budget")).json();
        Set<String> known = new HashSet<>();
        budget.path("corrections")
                .forEach(each -> known.add(each.path("correctionId").asText()));
        assertThat(known).as("corrections that were confirmed").containsAll(corrections);
        double charged = 0;
        double struck = 0;
        for (JsonNode entry : budget.path("entries")) {
            if (entry.path("struckThrough").asBoolean()) {
                struck += entry.path("bad").asDouble();
            } else {
                charged += entry.path("bad").asDouble();
            }
        }
        assertThat(budget.path("bad").asDouble()).as(budget.toString()).isPositive();
        assertThat(charged)
                .as("what the ledger charges")
                .isCloseTo(budget.path("bad").asDouble(), within(1e-6));
        assertThat(struck)
                .as("what the ledger strikes through")
                .isCloseTo(budget.path("correctedBad").asDouble(), within(1e-6));
    }

    @Override
    public String toString() {
        return "confirmed: %d silences, %d ended, %d overrides, %d ended, %d acknowledgements, %d corrections, %d in all"
                .formatted(
                        silences.size(),
                        expired.size(),
                        overrides.size(),
                        endedOverrides.size(),
                        acknowledged.size(),
                        corrections.size(),
                        taken);
    }
}
