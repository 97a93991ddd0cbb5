package dev.nightjar.gotemplate.value;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place whose time it is: what {@code .StartsAt.Location} is, and {@code .StartsAt.In} takes. */
public record GoLocation(ZoneId zone) implements GoObject {
    /** As Go's LoadLocation, where local time is UTC; empty where there is no such place. */
    public static Optional<GoLocation> of(String name) {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return Optional.of(new GoLocation(ZoneOffset.UTC));
        }
        try {
            return Optional.of(new GoLocation(ZoneId.of(name)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String type() {
        return "*time.Location";
    }

    @Override
    public Optional<String> printed() {
        return Optional.of(zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    }

    @Override
    public @Nullable Method method(String name) {
        return name.equals("String")
                ? new Method(Signature.NOTHING, _ -> printed().orElseThrow())
                : null;
    }
}
