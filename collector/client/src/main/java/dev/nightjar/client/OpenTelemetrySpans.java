package dev.nightjar.client;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's current span, found by name: this library does not bring OpenTelemetry and does not need it. */
final class OpenTelemetrySpans implements SpanSource {
    private static final String TRACE = "io.opentelemetry.api.trace.";

    private final MethodHandle context;
    private final MethodHandle sampled;
    private final MethodHandle traceId;
    private final MethodHandle spanId;

    private OpenTelemetrySpans(MethodHandle context, Class<?> of) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        this.context = context;
        this.sampled = method(lookup, of, "isSampled", boolean.class);
        this.traceId = method(lookup, of, "getTraceId", String.class);
        this.spanId = method(lookup, of, "getSpanId", String.class);
    }

    static SpanSource ifPresent(@Nullable ClassLoader loader) {
        try {
            Class<?> span = Class.forName(TRACE + "Span", true, loader);
            Class<?> context = Class.forName(TRACE + "SpanContext", true, loader);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle current = lookup.findStatic(span, "current", MethodType.methodType(span));
            MethodHandle ofSpan = lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
            return new OpenTelemetrySpans(
                    MethodHandles.filterReturnValue(current, ofSpan).asType(MethodType.methodType(Object.class)),
                    context);
        } catch (ReflectiveOperationException | LinkageError e) {
            return NONE;
        }
    }

    private static MethodHandle method(MethodHandles.Lookup lookup, Class<?> of, String name, Class<?> answers)
            throws ReflectiveOperationException {
        return lookup.findVirtual(of, name, MethodType.methodType(answers))
                .asType(MethodType.methodType(answers, Object.class));
    }

    @Override
    public SpanSource.@Nullable Span current() {
        try {
            Object now = (Object) context.invokeExact();
            return (boolean) sampled.invokeExact(now)
                    ? new Span((String) traceId.invokeExact(now), (String) spanId.invokeExact(now))
                    : null;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("OpenTelemetry's current span cannot be read", e);
        }
    }
}
