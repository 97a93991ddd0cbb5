package dev.nightjar.web.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.web.access.User.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which role whoever signs in has: the highest of those that their values of a claim give.
 *
 * @param claim whose values count, such as {@code groups} or {@code realm_access.roles}
 * @param values that give a role
 * @param otherwise the role of those with none of these values; empty: they are refused
 */
public record RoleRules(String claim, Map<Role, List<String>> values, Optional<Role> otherwise) {
    public RoleRules {
        values = Map.copyOf(values);
    }

    /** Whether anybody can get in at all. */
    boolean admitAnybody() {
        return otherwise.isPresent() || values.values().stream().anyMatch(list -> !list.isEmpty());
    }

    Optional<Role> of(JsonNode claims) {
        Set<String> has = new LinkedHashSet<>(Claims.texts(claims, claim));
        Optional<Role> highest = Optional.empty();
        for (Role role : Role.values()) {
            if (values.getOrDefault(role, List.of()).stream().anyMatch(has::contains)) {
                highest = Optional.of(role);
            }
        }
        return highest.or(() -> otherwise);
    }
}
