package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShopTest {
    private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

    private final Map<String, Recorder> recorders = new TreeMap<>();
    private final List<ShopChange> changes = new ArrayList<>();
    private Instant now = START;
    private final Shop shop = shop(7);

    private Shop shop(long seed) {
        return new Shop(
                seed,
                START,
                (service, instance) ->
                        recorders.computeIfAbsent(instance, name -> new Recorder(new SimpleMeterRegistry())),
                changes::add);
    }

    private Recorder recorder(String instance) {
        return Objects.requireNonNull(recorders.get(instance), instance);
    }

    private record Line(Instant at, Telemetry.Level level, String text) {}

    private record Recorder(MeterRegistry meters, List<Line> lines) implements Telemetry {
        Recorder(MeterRegistry meters) {
            this(meters, new ArrayList<>());
        }

        @Override
        public void log(Instant at, Level level, String line) {
            lines.add(new Line(at, level, line));
        }

        double requests(boolean failed) {
            return meters.find("http.requests").counters().stream()
                    .filter(counter ->
                            String.valueOf(counter.getId().getTag("code")).startsWith("5") == failed)
                    .mapToDouble(counter -> counter.count())
                    .sum();
        }

        double value(String name, String tag, String value) {
            return meters.get(name).tag(tag, value).functionCounter().count();
        }
    }

    private void run(Shop running, Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); ) {
            now = now.plusSeconds(5);
            running.step(now);
        }
    }

    /** Share of failed requests of a service since the beginning. */
    private double errorRatio(String service) {
        double failed = 0;
        double all = 0;
        for (Map.Entry<String, Recorder> entry : recorders.entrySet()) {
            if (entry.getKey().startsWith(service + "-")) {
                failed += entry.getValue().requests(true);
                all += entry.getValue().requests(false) + entry.getValue().requests(true);
            }
        }
        return failed / all;
    }

    @Test
    void an_ordinary_hour_keeps_every_service_within_its_budget() {
        run(shop, Duration.ofHours(1));
        for (String service : List.of("checkout", "catalog", "payment")) {
            assertThat(errorRatio(service)).as(service).isBetween(0.0001, 0.004);
        }
        assertThat(recorders).hasSize(30);
        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.kind()).isIn("deploy", "toggle"));
    }

    @Test
    void the_same_seed_makes_the_same_hour() {
        run(shop, Duration.ofMinutes(10));
        double first = recorder("checkout-3").requests(false);
        List<Line> lines = List.copyOf(recorder("checkout-3").lines());
        recorders.clear();
        now = START;
        run(shop(7), Duration.ofMinutes(10));
        assertThat(recorder("checkout-3").requests(false)).isEqualTo(first);
        assertThat(recorder("checkout-3").lines()).isEqualTo(lines);
    }

    @Test
    void a_slow_disk_spoils_one_instance_and_with_it_the_service() {
        run(shop, Duration.ofMinutes(2));
        FaultTruth truth = shop.begin(Fault.SLOW_DISK, now);
        recorders.values().forEach(recorder -> recorder.lines().clear());
        double writesBefore = recorder(truth.instance()).value("node_disk_writes_completed_total", "device", "sda");
        double secondsBefore = recorder(truth.instance()).value("node_disk_write_time_seconds_total", "device", "sda");
        run(shop, Duration.ofMinutes(10));

        Recorder victim = recorder(truth.instance());
        double perWrite = (victim.value("node_disk_write_time_seconds_total", "device", "sda") - secondsBefore)
                / (victim.value("node_disk_writes_completed_total", "device", "sda") - writesBefore);
        assertThat(perWrite).isBetween(0.15, 0.3);
        assertThat(errorRatio("checkout")).as("a budget of 0.5 % burns fast").isGreaterThan(0.07);
        assertThat(errorRatio("catalog")).isLessThan(0.004);
        assertThat(victim.lines())
                .anySatisfy(line -> assertThat(line.text()).contains("\"msg\":\"slow write\"", "\"device\":\"sda\""));
        recorders.forEach((name, recorder) -> {
            if (!name.equals(truth.instance())) {
                assertThat(recorder.lines()).noneMatch(line -> line.text().contains("slow write"));
            }
        });
    }

    @Test
    void a_bad_deploy_reaches_every_instance_and_names_its_change() {
        run(shop, Duration.ofMinutes(1));
        FaultTruth truth = shop.begin(Fault.BAD_DEPLOY, now);
        run(shop, Duration.ofMinutes(5));
        assertThat(changes)
                .anyMatch(change -> change.changeId().equals(truth.changeId())
                        && change.kind().equals("deploy"));
        assertThat(errorRatio("checkout")).isGreaterThan(0.1);
    }

    @Test
    void a_toggle_breaks_the_checkout_at_once() {
        run(shop, Duration.ofMinutes(1));
        FaultTruth truth = shop.begin(Fault.TOGGLE, now);
        run(shop, Duration.ofMinutes(5));
        assertThat(changes)
                .anyMatch(change -> change.changeId().equals(truth.changeId())
                        && change.kind().equals("toggle"));
        assertThat(errorRatio("checkout")).isGreaterThan(0.15);
    }

    @Test
    void a_leak_fills_the_memory_of_one_instance_until_it_only_collects_garbage() {
        run(shop, Duration.ofMinutes(1));
        FaultTruth truth = shop.begin(Fault.MEMORY_LEAK, now);
        run(shop, Duration.ofMinutes(5));
        assertThat(recorder(truth.instance())
                        .meters()
                        .get("process_resident_memory_bytes")
                        .gauge()
                        .value())
                .isGreaterThan(0.95 * Memory.LIMIT_BYTES);
        assertThat(recorder(truth.instance()).lines())
                .anyMatch(line -> line.text().contains("garbage collection"));
        double failedBefore = recorder(truth.instance()).requests(true);
        double servedBefore = recorder(truth.instance()).requests(false);
        run(shop, Duration.ofMinutes(2));
        double failed = recorder(truth.instance()).requests(true) - failedBefore;
        double served = recorder(truth.instance()).requests(false) - servedBefore;
        assertThat(failed / (failed + served))
                .as("who only collects garbage answers too late")
                .isGreaterThan(0.75);
    }

    @Test
    void a_dead_bank_fails_payments_and_then_checkouts() {
        run(shop, Duration.ofMinutes(1));
        shop.begin(Fault.DEPENDENCY_DOWN, now);
        run(shop, Duration.ofMinutes(5));
        assertThat(errorRatio("payment")).isGreaterThan(0.5);
        assertThat(errorRatio("checkout")).isGreaterThan(0.3);
        assertThat(errorRatio("catalog")).isLessThan(0.004);
    }
}
