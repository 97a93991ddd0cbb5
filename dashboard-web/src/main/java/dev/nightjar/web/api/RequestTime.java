package dev.nightjar.web.api;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.TimeText;
import java.time.Instant;
import java.util.Optional;

/** A time that is asked for: seconds since the epoch, or RFC 3339. */
final class RequestTime {
    private RequestTime() {}

    static Optional<Instant> of(Exchange exchange, String name) {
        return exchange.parameter(name)
                .map(text -> TimeText.millis(text)
                        .map(Instant::ofEpochMilli)
                        .orElseThrow(() -> HttpProblem.badParameter(
                                name, text + " is not a time: seconds since the epoch or RFC 3339")));
    }
}
