package dev.nightjar.demo;

import dev.nightjar.demo.Telemetry.Level;
import io.micrometer.core.instrument.Gauge;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One instance of a service with its host: serves what a step's time brings, request by request, and says so through
 * its {@link Telemetry}. A request waits for its own work, for its writes to disk (which queue), for whom it calls, and
 * for the garbage collector; past {@link #TIMEOUT_SECONDS} it fails.
 */
final class Instance {
    static final double TIMEOUT_SECONDS = 1.0;

    private final ServiceSpec spec;
    private final String name;
    private final Telemetry telemetry;
    private final RandomGenerator random;
    private final Requests requests;
    private final Lines lines;
    private final Disk sda = new Disk("sda");
    private final Disk sdb = new Disk("sdb");
    private final Memory memory = new Memory();
    private final Processor processor = new Processor();

    private String version;
    private Gauge info;
    private double failingShare;
    private String failure = "";
    private double received;
    private double sent;
    private double meanSeconds;
    private double errorShare;
    private double due;

    Instance(ServiceSpec spec, String name, Telemetry telemetry, RandomGenerator random) {
        this.spec = spec;
        this.name = name;
        this.telemetry = telemetry;
        this.random = random;
        this.version = spec.version();
        this.requests = new Requests(telemetry.meters());
        this.lines = new Lines(name, random);
        this.meanSeconds = spec.routes().getFirst().seconds();
        HostMeters.register(this, telemetry.meters());
        this.info = HostMeters.info(version, telemetry.meters());
    }

    /** Lets {@code elapsedSeconds} pass until {@code now}; {@code traffic} is 1 on an ordinary hour. */
    void step(Instant now, double elapsedSeconds, double traffic, Callees callees) {
        memory.step(elapsedSeconds, random);
        sda.idle(elapsedSeconds, random);
        sdb.idle(elapsedSeconds, random);
        due += spec.requestsPerSecond() * traffic * elapsedSeconds * (0.9 + 0.2 * random.nextDouble());
        int count = (int) due;
        due -= count;
        double seconds = 0;
        double waited = 0;
        int failed = 0;
        for (int i = 0; i < count; i++) {
            Instant at = now.minusMillis((long) (elapsedSeconds * 1000 * (count - i) / (count + 1)));
            Outcome outcome = serve(at, callees);
            seconds += outcome.seconds;
            waited += outcome.diskSeconds;
            failed += outcome.code >= 500 ? 1 : 0;
        }
        if (count > 0) {
            meanSeconds = seconds / count;
            errorShare = (double) failed / count;
        }
        processor.step(elapsedSeconds, count * 0.012 + memory.collecting() * elapsedSeconds, waited);
        if (memory.collecting() > 0.3) {
            telemetry.log(now, Level.WARN, lines.garbageCollection(memory));
        }
    }

    private record Outcome(int code, double seconds, double diskSeconds) {}

    private Outcome serve(Instant at, Callees callees) {
        ServiceSpec.Route route = route();
        double seconds = route.seconds() * Math.exp(0.35 * random.nextGaussian()) / (1 - memory.collecting());
        double diskSeconds = 0;
        for (int write = 0; write < spec.diskWrites(); write++) {
            double took = sda.write(random);
            // a write that takes longer than the time between two of them finds others waiting before it
            double utilisation = Math.min(0.95, took * spec.requestsPerSecond() * spec.diskWrites());
            diskSeconds += took * (1 + utilisation / (1 - utilisation) / 2);
        }
        seconds += diskSeconds;
        int code = 200;
        if (random.nextDouble() < 0.0006) {
            code = 500;
        }
        for (String callee : spec.calls()) {
            Callees.Answer answer = callees.call(callee, random);
            seconds += answer.seconds();
            requests.called(callee, answer.failed(), answer.seconds());
            if (answer.failed()) {
                code = 502;
                telemetry.log(at, Level.ERROR, lines.calleeFailed(callee, route, answer.seconds()));
                break;
            }
        }
        if (failingShare > 0 && random.nextDouble() < failingShare) {
            code = 500;
            telemetry.log(at, Level.ERROR, lines.exception(failure, route));
        }
        if (seconds > TIMEOUT_SECONDS) {
            code = 504;
            telemetry.log(at, Level.ERROR, lines.timeout(route, seconds));
        }
        if (sda.isSlow() && random.nextDouble() < 0.25) {
            telemetry.log(at, Level.WARN, lines.slowWrite(sda.device, diskSeconds / Math.max(1, spec.diskWrites())));
        }
        double answered = Math.min(seconds, TIMEOUT_SECONDS + 0.01 * random.nextDouble());
        requests.served(route, version, code, answered);
        received += 600 + random.nextInt(400);
        sent += 2_000 + random.nextInt(6_000);
        if (random.nextDouble() < 0.2) {
            telemetry.log(at, Level.INFO, lines.access(route, code, answered));
        }
        if (code == 200 && random.nextDouble() < 0.05) {
            telemetry.log(at, Level.INFO, lines.business(spec.name(), answered));
        }
        return new Outcome(code, answered, diskSeconds);
    }

    private ServiceSpec.Route route() {
        double at = random.nextDouble();
        for (ServiceSpec.Route route : spec.routes()) {
            at -= route.share();
            if (at < 0) {
                return route;
            }
        }
        return spec.routes().getLast();
    }

    /** From now on this share of the requests fails with the exception {@code because}; 0 ends it. */
    void fail(double share, String because) {
        failingShare = share;
        failure = because;
    }

    void deploy(Instant at, String newVersion) {
        version = newVersion;
        telemetry.log(at, Level.INFO, lines.started(newVersion));
        telemetry.meters().remove(info);
        info = HostMeters.info(newVersion, telemetry.meters());
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    List<Disk> disks() {
        return List.of(sda, sdb);
    }

    Memory memory() {
        return memory;
    }

    Processor processor() {
        return processor;
    }

    double networkBytes(String direction) {
        return direction.equals("receive") ? received : sent;
    }

    /** Of the last step. */
    double meanSeconds() {
        return meanSeconds;
    }

    /** Share of the last step's requests that failed. */
    double errorShare() {
        return errorShare;
    }
}
