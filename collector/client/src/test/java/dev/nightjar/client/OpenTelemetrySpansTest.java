package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

class OpenTelemetrySpansTest {
    private final SpanSource spans = SpanSource.detected();

    @Test
    void the_current_span_is_found_where_opentelemetry_is() {
        try (SdkTracerProvider tracing = SdkTracerProvider.builder().build()) {
            Span span = tracing.get("test").spanBuilder("GET /cart").startSpan();
            try (Scope inside = span.makeCurrent()) {
                assertThat(inside).isNotNull();
                assertThat(spans.current())
                        .isEqualTo(new SpanSource.Span(
                                span.getSpanContext().getTraceId(),
                                span.getSpanContext().getSpanId()));
            }
            span.end();
        }
        assertThat(spans.current()).as("outside of a span").isNull();
    }

    @Test
    void a_span_that_is_not_recorded_leads_nowhere() {
        try (SdkTracerProvider tracing =
                SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build()) {
            Span span = tracing.get("test").spanBuilder("GET /cart").startSpan();
            try (Scope inside = span.makeCurrent()) {
                assertThat(inside).isNotNull();
                assertThat(spans.current()).isNull();
            }
        }
    }

    @Test
    void where_there_is_none_there_are_no_spans() {
        assertThat(OpenTelemetrySpans.ifPresent(ClassLoader.getPlatformClassLoader()))
                .isSameAs(SpanSource.NONE);
    }
}
