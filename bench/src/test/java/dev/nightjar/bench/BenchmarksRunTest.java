package dev.nightjar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.bench.query.LineTemplateBenchmark;
import dev.nightjar.bench.query.RangeQueryBenchmark;
import dev.nightjar.bench.redact.RedactionBenchmark;
import dev.nightjar.bench.tsdb.ChunkCodecBenchmark;
import org.junit.jupiter.api.Test;

/** One turn of each benchmark, so that they do not rot. Nothing is timed. */
class BenchmarksRunTest {
    @Test
    void the_codec_benchmark_encodes_and_decodes_all_its_samples() {
        ChunkCodecBenchmark benchmark = new ChunkCodecBenchmark();
        benchmark.fill();
        assertThat(benchmark.encode()).isPositive();
        assertThat(benchmark.decode()).isEqualTo(480);
    }

    @Test
    void the_redaction_benchmark_looks_through_all_its_lines() {
        RedactionBenchmark benchmark = new RedactionBenchmark();
        benchmark.fill();
        assertThat(benchmark.redact()).isEqualTo(1_000);
    }

    @Test
    void the_query_benchmark_answers_something() {
        RangeQueryBenchmark benchmark = new RangeQueryBenchmark();
        benchmark.fill();
        assertThat(benchmark.range().statistics().seriesRead()).isEqualTo(200);
    }

    @Test
    void the_template_benchmark_renders_its_line() {
        LineTemplateBenchmark benchmark = new LineTemplateBenchmark();
        benchmark.read();
        assertThat(benchmark.render()).isEqualTo("checkout: Payment Failed For Order 1234");
    }
}
