package dev.nightjar.ingest.otlp;

import dev.nightjar.model.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what of a request is not taken while the rest is, by reason, with the first case of each. */
final class Refusals {
    private record Reason(String first, int items) {}

    private final Map<String, Reason> reasons = new LinkedHashMap<>();

    void add(String code, String message, int items) {
        reasons.merge(
                code, new Reason(message, items), (known, more) -> new Reason(known.first, known.items + more.items));
    }

    List<Rejection> list() {
        return reasons.entrySet().stream()
                .map(reason -> new Rejection(
                        reason.getKey(),
                        reason.getValue().items == 1
                                ? reason.getValue().first
                                : reason.getValue().items + " refused, the first: " + reason.getValue().first,
                        reason.getValue().items))
                .toList();
    }
}
