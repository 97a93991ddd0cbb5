package dev.nightjar.bench.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encoding and decoding one sealed chunk; nanoseconds a sample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChunkCodecBenchmark {
    private static final int SAMPLES = 480;
    private static final long START = 1_700_000_000_000L;

    /** What the series is like. */
    public enum Kind {
        /** Two decimals, a random walk: a percentage. */
        PERCENT,
        /** A counter that grows by random whole numbers. */
        COUNTER,
        /** Bytes in whole pages. */
        PAGES,
        /** The same value all along. */
        CONSTANT,
        /** Every bit of a double counts. */
        FULL_DOUBLE
    }

    @Param({"PERCENT", "COUNTER", "PAGES", "CONSTANT", "FULL_DOUBLE"})
    Kind kind = Kind.PERCENT;

    private final ChunkCodec codec = new ChunkCodec();
    private final long[] times = new long[SAMPLES];
    private final double[] values = new double[SAMPLES];
    private final long[] decodedTimes = new long[SAMPLES + 16];
    private final double[] decodedValues = new double[SAMPLES + 16];
    private final ByteSink encoded = new ByteSink(8192);
    private final ByteSink scratch = new ByteSink(8192);
    private final ByteSource source = new ByteSource();

    @Setup
    public void fill() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double value = 50;
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = START + i * 10_000L;
            value = switch (kind) {
                case PERCENT -> Math.clamp(Math.round((value + random.nextGaussian()) * 100) / 100.0, 0, 100);
                case COUNTER -> value + random.nextInt(1000);
                case PAGES -> value + 4096 * (random.nextInt(200) - 100);
                case CONSTANT -> 7;
                case FULL_DOUBLE -> value + random.nextDouble();
            };
            values[i] = value;
        }
        codec.encode(times, values, 0, SAMPLES, encoded);
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encode() {
        scratch.clear();
        codec.encode(times, values, 0, SAMPLES, scratch);
        return scratch.size();
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int decode() {
        return codec.decode(source.over(encoded.bytes(), 0, encoded.size()), START, decodedTimes, decodedValues, 0);
    }
}
