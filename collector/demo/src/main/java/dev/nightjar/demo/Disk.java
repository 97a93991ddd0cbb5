package dev.nightjar.demo;

import java.util.random.RandomGenerator;

/** A disk: its counters as node_exporter has them, and how long a write takes now. */
final class Disk {
    private static final double USUAL_WRITE_SECONDS = 0.004;
    private static final double USUAL_READ_SECONDS = 0.002;

    final String device;
    private double slowness = 1;
    private double reads;
    private double writes;
    private double readSeconds;
    private double writeSeconds;
    private double writtenBytes;
    private double readBytes;
    private double busySeconds;

    Disk(String device) {
        this.device = device;
    }

    /** Makes every operation take {@code factor} times as long as usual. */
    void slowDown(double factor) {
        slowness = factor;
    }

    boolean isSlow() {
        return slowness > 1;
    }

    /** One write of an application, in seconds. */
    double write(RandomGenerator random) {
        double seconds = USUAL_WRITE_SECONDS * slowness * (0.7 + 0.6 * random.nextDouble());
        account(1, 0, seconds, 0, 4096 + random.nextInt(12_288), 0);
        return seconds;
    }

    /** What the system itself reads and writes. */
    void idle(double elapsedSeconds, RandomGenerator random) {
        double own = elapsedSeconds * (1.5 + random.nextDouble());
        account(
                own,
                own / 3,
                own * USUAL_WRITE_SECONDS * slowness * (0.8 + 0.4 * random.nextDouble()),
                own / 3 * USUAL_READ_SECONDS * slowness,
                own * 8192,
                own * 4096);
    }

    private void account(
            double moreWrites, double moreReads, double writing, double reading, double written, double read) {
        writes += moreWrites;
        reads += moreReads;
        writeSeconds += writing;
        readSeconds += reading;
        busySeconds += Math.min(writing + reading, 5);
        writtenBytes += written;
        readBytes += read;
    }

    double reads() {
        return Math.floor(reads);
    }

    double writes() {
        return Math.floor(writes);
    }

    double readSeconds() {
        return readSeconds;
    }

    double writeSeconds() {
        return writeSeconds;
    }

    double readBytes() {
        return readBytes;
    }

    double writtenBytes() {
        return writtenBytes;
    }

    double busySeconds() {
        return busySeconds;
    }
}
