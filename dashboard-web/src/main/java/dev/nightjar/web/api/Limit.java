package dev.nightjar.web.api;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;

/** How many are asked for: the parameter {@code limit}. */
final class Limit {
    private Limit() {}

    static int of(Exchange exchange, int usual, int most) {
        String text = exchange.parameter("limit").orElse(Integer.toString(usual));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw HttpProblem.badParameter("limit", "expected a number from 1 to " + most + ", found \"" + text + "\"");
    }
}
