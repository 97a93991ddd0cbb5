package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.util.List;
import java.util.Optional;

/** Says why burn windows cannot work for an objective. */
final class Feasible {
    private Feasible() {}

    static Optional<String> problem(double target, Optional<TimeSlices> slices, List<BurnWindow> windows) {
        for (BurnWindow row : windows) {
            if (target > 0 && row.factor() * (1 - target) >= 1) {
                return Optional.of("a burn of " + Slo.number(row.factor()) + " can never be seen at target " + target
                        + ": with every event bad the burn is "
                        + Slo.number(Math.round(100 / (1 - target)) / 100.0)
                        + "; set a target above "
                        + Slo.number(Math.ceil((1 - 1 / row.factor()) * 10_000) / 10_000)
                        + " or smaller factors in the annotation " + SloAnnotations.WINDOWS);
            }
            if (slices.isPresent() && row.shortWindow().compareTo(slices.get().length()) < 0) {
                return Optional.of("a window of " + DurationText.of(row.shortWindow()) + " holds no slice of "
                        + DurationText.of(slices.get().length()) + "; use shorter slices, or longer windows in the"
                        + " annotation " + SloAnnotations.WINDOWS);
            }
        }
        return Optional.empty();
    }
}
