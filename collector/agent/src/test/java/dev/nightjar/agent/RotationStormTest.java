package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RotationStormTest extends TailedFolder {
    /** Sixty random runs of writing, rotating by name and by copy, compressing, outages, lost answers and kills. */
    @Test
    void whatever_happens_every_line_arrives_exactly_once() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> written = new ArrayList<>();
            List<Path> rotated = new ArrayList<>();
            int before = texts().size();
            for (int action = 0; action < 40; action++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> {
                        for (int n = random.nextInt(1, 5); n > 0; n--) {
                            String line = "seed " + seed + " line " + written.size();
                            written.add(line);
                            append(app, line + "\n");
                        }
                    }
                    case 3 -> receiver.next(new Behaviour.StoreAndBreak());
                    case 4 -> receiver.next(AWAY, AWAY);
                    case 5 -> {
                        if (Files.exists(app)) {
                            rotated.add(Files.move(app, logs.resolve("app.log." + seed + "0" + action)));
                        }
                    }
                    case 6 -> {
                        if (Files.exists(app)) {
                            rotated.add(copyAndEmpty("app.log." + seed + "0" + action));
                        }
                    }
                    case 7 -> {
                        if (rotated.size() > 1) {
                            compress(rotated.removeFirst());
                        }
                    }
                    case 8 -> restart();
                    default -> {}
                }
                tailer.step(clock.instant());
                clock.advance(Duration.ofMillis(random.nextInt(3000)));
            }
            for (int i = 0; i < 4; i++) {
                settle();
            }
            List<String> arrived = texts();
            assertThat(arrived.subList(before, arrived.size()))
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    /**
     * A log that says one thing, without a time, every day about as often, of which rotation keeps three compressed days;
     * on some the agent is away, and is killed on others.
     */
    @Test
    void of_equal_lines_as_many_arrive_as_were_written_though_days_go_by_unseen() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String name = "seed" + seed + ".log";
            int written = 0;
            int before = texts().size();
            int unseen = 0;
            for (int day = 0; day < 12; day++) {
                int lines = 100 + random.nextInt(2) * random.nextInt(30);
                written += lines;
                append(logs.resolve(name), "ok\n".repeat(lines));
                if (unseen == 2 || random.nextBoolean()) {
                    settle();
                    unseen = 0;
                } else {
                    unseen++;
                }
                rotateDaily(name);
                if (random.nextInt(3) == 0) {
                    restart();
                }
                if (random.nextBoolean()) {
                    settle();
                    unseen = 0;
                }
            }
            settle();
            assertThat(receiver.lines().subList(before, receiver.lines().size()))
                    .as("seed " + seed)
                    .hasSize(written)
                    .doesNotHaveDuplicates();
        }
    }

    private void rotateDaily(String name) throws IOException {
        Files.deleteIfExists(logs.resolve(name + ".3.gz"));
        for (int kept = 2; kept > 0; kept--) {
            Path older = logs.resolve(name + "." + kept + ".gz");
            if (Files.exists(older)) {
                Files.move(older, logs.resolve(name + "." + (kept + 1) + ".gz"));
            }
        }
        compress(Files.move(logs.resolve(name), logs.resolve(name + ".1")));
    }
}
