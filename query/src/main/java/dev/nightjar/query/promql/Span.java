package dev.nightjar.query.promql;

/** Where something stands in the text: characters {@code [start, end)}. */
public record Span(int start, int end) {
    Span to(Span last) {
        return new Span(start, last.end);
    }
}
