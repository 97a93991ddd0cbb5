package dev.nightjar.alerting.oncall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would be paged first.
 *
 * @param rotation empty when the policy names the person
 * @param until when somebody else follows, or the end of the shift; null when it never ends
 * @param next who follows; null when nobody else does
 */
public record OnCallNow(
        String policy,
        String rotation,
        Person person,
        @Nullable Instant until,
        @Nullable Person next,
        List<String> services) {
    public OnCallNow {
        services = List.copyOf(services);
    }
}
