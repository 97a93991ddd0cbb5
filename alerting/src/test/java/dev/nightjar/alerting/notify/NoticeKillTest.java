package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.AlertingRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills at random moments of a random story: nothing is closed, another begins with what the log holds. {@code
 * -Dnotice.kills=1000} for a long run, {@code -Dnotice.seed} for the same story again.
 */
class NoticeKillTest {
    private static final int IN_ONE_STORY = 20;

    private static final String TREE = """
            route:
              receiver: hook
              group_by: [alertname]
              group_wait: 7s
              group_interval: 20s
              repeat_interval: 10m
            receivers:
              - name: hook
                webhook_configs: [{url: '%s'}]
            """;

    @TempDir
    Path folder;

    @Test
    void whoever_was_told_of_an_alert_is_told_its_end_and_nothing_is_told_that_never_was() throws Exception {
        int kills = Integer.getInteger("notice.kills", IN_ONE_STORY);
        long seed = Long.getLong("notice.seed", System.nanoTime());
        RandomGenerator random =
                RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
        for (int story = 0; story * IN_ONE_STORY < kills; story++) {
            Path own = Files.createDirectories(folder.resolve("story" + story));
            try (AlertingRoom room = new AlertingRoom(own, TREE)) {
                tell(room, random, "seed " + seed + ", story " + story);
            }
        }
    }

    private static void tell(AlertingRoom room, RandomGenerator random, String which) {
        Set<String> firing = new HashSet<>();
        Set<String> everFired = new HashSet<>();
        for (int kill = 0; kill < IN_ONE_STORY; kill++) {
            String instance = "i" + random.nextInt(5);
            if (random.nextBoolean()) {
                room.fire("Slow", instance);
                firing.add(instance);
                everFired.add(instance);
            } else if (firing.remove(instance)) {
                room.resolve("Slow", instance);
            }
            room.answerWith(random.nextInt(4) == 0 ? 503 : 200);
            room.pass(random.nextInt(25));
            room.killAndStart(random.nextInt(10));
            if (!firing.isEmpty()) {
                room.keepFiring("Slow", firing.toArray(String[]::new));
            }
        }
        room.answerWith(200);
        room.pass(90);
        assertThat(believed(room.bodies()))
                .as("%s: what the receiver takes to fire", which)
                .isEqualTo(firing);
        if (!firing.isEmpty()) {
            room.resolve("Slow", firing.toArray(String[]::new));
        }
        room.pass(60);
        assertThat(believed(room.bodies()))
                .as("%s: after the end of all", which)
                .isEmpty();
        assertThat(mentioned(room.bodies())).as(which).isSubsetOf(everFired);
    }

    /** What a receiver that believes every body, also those it answered with 503, takes to fire. */
    private static Set<String> believed(List<JsonNode> bodies) {
        Set<String> firing = new HashSet<>();
        for (JsonNode body : bodies) {
            for (JsonNode alert : body.path("alerts")) {
                String instance = alert.at("/labels/instance").asText();
                if (alert.path("status").asText().equals("firing")) {
                    firing.add(instance);
                } else {
                    firing.remove(instance);
                }
            }
        }
        return firing;
    }

    private static Set<String> mentioned(List<JsonNode> bodies) {
        List<String> instances = new ArrayList<>();
        bodies.forEach(body -> body.path("alerts")
                .forEach(alert -> instances.add(alert.at("/labels/instance").asText())));
        return new HashSet<>(instances);
    }
}
