package dev.nightjar.alerting.routing;

import java.util.Map;
import java.util.OptionalInt;

/** The port of a mail server, as a number or by the name that it has everywhere. */
final class MailPort {
    private static final int HIGHEST = 65_535;
    private static final Map<String, Integer> BY_NAME =
            Map.of("smtp", 25, "mail", 25, "submission", 587, "submissions", 465, "smtps", 465, "ssmtp", 465);

    private MailPort() {}

    static OptionalInt of(String written) {
        Integer named = BY_NAME.get(written);
        if (named != null) {
            return OptionalInt.of(named);
        }
        if (!written.matches("[0-9]{1,5}") || Integer.parseInt(written) > HIGHEST) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(written));
    }
}
