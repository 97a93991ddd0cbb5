package dev.nightjar.gotemplate.value;

import dev.nightjar.gotemplate.notation.GoTimes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time where it is shown, with Go's methods: {@code .StartsAt.Format "15:04:05 MST"}. */
public record GoTime(ZonedDateTime time) implements GoObject {
    /** Go's beginning of time, which stands for none. */
    public static final GoTime ZERO = new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    /** In UTC; no time is Go's beginning of it. */
    public static GoTime of(@Nullable Instant time) {
        return time == null ? ZERO : new GoTime(time.atZone(ZoneOffset.UTC));
    }

    /** The same time elsewhere. */
    public GoTime in(GoLocation there) {
        return new GoTime(time.withZoneSameInstant(there.zone()));
    }

    public String format(String layout) {
        return GoTimes.format(layout, time);
    }

    @Override
    public String type() {
        return "time.Time";
    }

    @Override
    public Optional<String> printed() {
        return Optional.of(GoTimes.shown(time));
    }

    @Override
    public @Nullable Method method(String name) {
        return TimeMethods.of(this, name);
    }
}
