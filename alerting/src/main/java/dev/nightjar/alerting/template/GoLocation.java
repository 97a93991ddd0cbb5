package dev.nightjar.alerting.template;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place whose time it is: what {@code .StartsAt.Location} is, and {@code .StartsAt.In} takes. */
record GoLocation(ZoneId zone) implements TemplateObject {
    @Override
    public String type() {
        return "*time.Location";
    }

    @Override
    public Optional<String> printed() {
        return Optional.of(zone.getId());
    }

    @Override
    public @Nullable Object member(String name, List<Object> arguments) {
        return name.equals("String") ? zone.getId() : null;
    }
}
