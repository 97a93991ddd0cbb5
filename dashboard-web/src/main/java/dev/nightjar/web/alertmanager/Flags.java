package dev.nightjar.web.alertmanager;

import dev.nightjar.web.http.Exchange;
import java.util.Locale;
import java.util.Set;

/** Parameters that are true or false. As in Alertmanager any word is one of the two, and nothing is true. */
final class Flags {
    private static final Set<String> YES =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    private Flags() {}

    static boolean of(Exchange exchange, String name) {
        String text = exchange.parameter(name).orElse("");
        return text.isEmpty() || YES.contains(text.toLowerCase(Locale.ROOT));
    }
}
