package dev.nightjar.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The simulation, pure: given a seed and the times of its steps it always does the same. A step serves the traffic
 * since the last one, does what operators do now and then (a deploy, a harmless toggle), and keeps rolling deploys going.
 */
final class Shop {
    static final int INSTANCES = 10;
    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(6);

    private final RandomGenerator random;
    private final Map<String, List<Instance>> services = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Callees callees = new Callees();
    private final Consumer<ShopChange> changes;
    private final List<Restart> restarts = new ArrayList<>();
    private Instant last;
    private Instant nextRoutineChange;
    private int changeCount;

    /** An instance that takes over a new version at a time; {@code failingShare} of its requests fail then. */
    private record Restart(Instant at, Instance instance, String version, double failingShare) {}

    /**
     * A shop at work since {@code start}.
     *
     * @param telemetry made for each service and instance
     * @param changes is told of deploys and toggles
     */
    Shop(long seed, Instant start, BiFunction<String, String, Telemetry> telemetry, Consumer<ShopChange> changes) {
        RandomGeneratorFactory<RandomGenerator> factory = RandomGeneratorFactory.of("L64X128MixRandom");
        this.random = factory.create(seed);
        this.changes = changes;
        this.last = start;
        this.nextRoutineChange = start.plus(Duration.ofMinutes(9));
        for (ServiceSpec spec : ServiceSpec.SHOP) {
            List<Instance> instances = new ArrayList<>();
            for (int i = 1; i <= INSTANCES; i++) {
                String name = spec.name() + "-" + i;
                instances.add(new Instance(
                        spec,
                        name,
                        telemetry.apply(spec.name(), name),
                        factory.create(seed * 1_000 + services.size() * 100L + i)));
            }
            services.put(spec.name(), instances);
            versions.put(spec.name(), spec.version());
        }
    }

    /** Lets the time since the last step pass. */
    void step(Instant now) {
        double elapsed = Duration.between(last, now).toNanos() / 1e9;
        if (elapsed <= 0) {
            return;
        }
        last = now;
        restartDue(now);
        double traffic = traffic(now);
        for (ServiceSpec spec : ServiceSpec.SHOP) {
            double seconds = 0;
            double errors = 0;
            for (Instance instance : services(spec.name())) {
                instance.step(now, elapsed, traffic, callees);
                seconds += instance.meanSeconds() / INSTANCES;
                errors += instance.errorShare() / INSTANCES;
            }
            callees.observed(spec.name(), seconds, errors);
        }
        if (!now.isBefore(nextRoutineChange)) {
            nextRoutineChange = now.plus(Duration.ofMinutes(12 + random.nextInt(12)));
            routineChange(now);
        }
    }

    private void restartDue(Instant now) {
        restarts.removeIf(restart -> {
            if (restart.at.isAfter(now)) {
                return false;
            }
            restart.instance.deploy(now, restart.version);
            restart.instance.fail(restart.failingShare, "java.lang.ArithmeticException: / by zero in discount");
            return true;
        });
    }

    /** More by day than by night, in UTC, with a little unrest. */
    private double traffic(Instant now) {
        double hour = now.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
        return 1 + 0.25 * Math.sin((hour - 9) / 24 * 2 * Math.PI) + 0.04 * (random.nextDouble() - 0.5);
    }

    private void routineChange(Instant now) {
        List<String> names = List.copyOf(services.keySet());
        String service = names.get(random.nextInt(names.size()));
        if (random.nextBoolean()) {
            deploy(now, service, 0);
        } else {
            toggle(now, service, "recommendations-v" + (2 + random.nextInt(3)), 0, "");
        }
    }

    /** Rolls the next version out, one instance after the other, and returns the change's id. */
    String deploy(Instant now, String service, double failingShare) {
        String before = versions.getOrDefault(service, "0.0.0");
        String[] parts = before.split("\\.", -1);
        String version = parts[0] + "." + (Integer.parseInt(parts[1]) + 1) + ".0";
        versions.put(service, version);
        Instant at = now;
        for (Instance instance : services(service)) {
            restarts.add(new Restart(at, instance, version, failingShare));
            at = at.plus(BETWEEN_RESTARTS);
        }
        return changed(
                now,
                service,
                "deploy",
                service + " " + version + " (was " + before + ")",
                "pipeline",
                Map.of("version", version));
    }

    /** Switches a toggle on for all instances at once and returns the change's id. */
    String toggle(Instant now, String service, String toggle, double failingShare, String failure) {
        services(service).forEach(instance -> instance.fail(failingShare, failure));
        return changed(now, service, "toggle", toggle + " switched on", "dana", Map.of("toggle", toggle));
    }

    private String changed(
            Instant now, String service, String kind, String summary, String by, Map<String, String> details) {
        String id = kind + "-" + now.getEpochSecond() + "-" + ++changeCount;
        changes.accept(new ShopChange(now, id, service, "", kind, summary, by, details));
        return id;
    }

    /** Begins a fault and says what is true from now on. */
    FaultTruth begin(Fault fault, Instant now) {
        return switch (fault) {
            case SLOW_DISK -> {
                Instance victim = victim("checkout");
                victim.disks().getFirst().slowDown(53);
                yield new FaultTruth(fault, now, "checkout", victim.name(), "disk sda", "");
            }
            case MEMORY_LEAK -> {
                Instance victim = victim("checkout");
                victim.memory().leak(0.006);
                yield new FaultTruth(fault, now, "checkout", victim.name(), "memory", "");
            }
            case BAD_DEPLOY -> new FaultTruth(fault, now, "checkout", "", "", deploy(now, "checkout", 0.25));
            case TOGGLE ->
                new FaultTruth(
                        fault,
                        now,
                        "checkout",
                        "",
                        "",
                        toggle(
                                now,
                                "checkout",
                                "new-pricing",
                                0.3,
                                "java.lang.IllegalStateException: no price list for new-pricing"));
            case DEPENDENCY_DOWN -> {
                callees.bankDown(true);
                yield new FaultTruth(fault, now, "payment", "", "dependency bank", "");
            }
        };
    }

    private Instance victim(String service) {
        List<Instance> instances = services(service);
        return instances.get(random.nextInt(instances.size()));
    }

    private List<Instance> services(String name) {
        return services.getOrDefault(name, List.of());
    }
}
