package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;

/** Turns what the kernel knows of its clock into how far it may be off, and whether it is synchronised. */
record TimexSource(Clock clock) implements HostSource {
    /** Parts per million with 16 bits after the point. */
    private static final double PPM16 = 1e6 * 65536;

    private static final double MICROS = 1e6;

    /** Asks the kernel. */
    interface Clock {
        ClockState now() throws IOException;
    }

    @Override
    public String name() {
        return "timex";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        ClockState now = clock.now();
        gauge(
                to,
                "offset_seconds",
                "Offset between this clock and its reference.",
                now.offset() / now.unitsPerSecond());
        gauge(
                to,
                "frequency_adjustment_ratio",
                "How much faster the clock is made to run.",
                1 + now.frequency() / PPM16);
        gauge(to, "maxerror_seconds", "Most the clock can be off.", now.mostError() / MICROS);
        gauge(to, "estimated_error_seconds", "What the clock is expected to be off.", now.estimatedError() / MICROS);
        gauge(to, "status", "The kernel's status bits.", now.status());
        gauge(to, "sync_status", "1 where the clock is synchronised to a server.", now.synchronised() ? 1 : 0);
        gauge(to, "loop_time_constant", "Time constant of the phase-locked loop.", (double) now.constant());
        gauge(to, "tick_seconds", "Time between two ticks.", now.tick() / MICROS);
        gauge(to, "pps_frequency_hertz", "Frequency of the pulse per second.", now.ppsFrequency() / PPM16);
        gauge(to, "pps_jitter_seconds", "Jitter of the pulse per second.", now.ppsJitter() / now.unitsPerSecond());
        gauge(to, "pps_shift_seconds", "Duration of the calibration interval.", now.ppsShift());
        gauge(to, "pps_stability_hertz", "Average change of the pulse's frequency.", now.ppsStability() / PPM16);
        counter(to, "pps_jitter_total", "Pulses beyond the limit of jitter.", (double) now.jitterCount());
        counter(to, "pps_calibration_total", "Calibration intervals.", (double) now.calibrationCount());
        counter(to, "pps_error_total", "Calibration errors.", (double) now.errorCount());
        counter(to, "pps_stability_exceeded_total", "Pulses beyond the limit of stability.", (double)
                now.stabilityCount());
        gauge(to, "tai_offset_seconds", "Offset of international atomic time.", now.tai());
    }

    private static void gauge(MetricWriter to, String name, String help, double value) {
        to.add(Family.gauge("node_timex_" + name, help), value);
    }

    private static void counter(MetricWriter to, String name, String help, double value) {
        to.add(Family.counter("node_timex_" + name, help), value);
    }
}
