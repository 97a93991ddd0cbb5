package dev.nightjar.bench.query;

import dev.nightjar.query.logql.template.LineTemplate;
import dev.nightjar.query.logql.template.TemplateScope;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@code line_format} does for one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineTemplateBenchmark {
    private static final int MAX_CHARS = 1 << 20;

    @Param({
        "{{.app}} {{ .msg | lower }} {{ if eq .level \"error\" }}E{{ end }}",
        "{{.app}}: {{.msg}}",
        "{{ printf \"%-10s %5d %.2f\" .app (int .n) (float64 .n) }}",
        "{{ __timestamp__ | date \"2006-01-02T15:04:05.000Z07:00\" }} {{ $x := .msg | trunc 10 }}{{ $x | upper }}",
        "{{ if and (contains \"Fail\" .msg) (not (eq .app \"x\")) }}{{ default \"-\" .nosuch }}{{ else }}n{{ end }}"
    })
    String template = "{{.app}}: {{.msg}}";

    private LineTemplate line = LineTemplate.parse("line", "", MAX_CHARS);
    private final TemplateScope entry = new Payment(new TreeMap<>(
            Map.of("app", "checkout", "msg", "Payment Failed For Order 1234", "level", "error", "n", "17")));

    private record Payment(Map<String, String> labels) implements TemplateScope {
        @Override
        public String label(String name) {
            return labels.getOrDefault(name, "");
        }

        @Override
        public String line() {
            return "level=error msg=\"Payment Failed For Order 1234\" n=17";
        }

        @Override
        public Instant timestamp() {
            return Instant.ofEpochSecond(1_700_000_000);
        }

        @Override
        public Instant now() {
            return timestamp();
        }
    }

    @Setup
    public void read() {
        line = LineTemplate.parse("line", template, MAX_CHARS);
    }

    @Benchmark
    public String render() {
        return line.render(entry);
    }
}
