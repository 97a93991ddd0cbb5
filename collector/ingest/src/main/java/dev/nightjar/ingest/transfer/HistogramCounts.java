package dev.nightjar.ingest.transfer;

import dev.nightjar.model.StaleMarker;

/** The numbers of the samples of a chunk of histograms, one sample after the other. After a stale one none follow. */
sealed interface HistogramCounts {
    /** Reads the next sample's; {@link #sum} of a stale one is the stale marker, and the rest means nothing. */
    void next(ChunkBits in, boolean first);

    double count();

    double zeroCount();

    double sum();

    /** Of the present sample; the caller's own. */
    double[] positive();

    double[] negative();

    /** Whole counts: differences of differences; of buckets, those of the difference to the bucket before. */
    final class Whole implements HistogramCounts {
        private final Steps count = new Steps();
        private final Steps zeroCount = new Steps();
        private final ChunkBits.Differing sums = new ChunkBits.Differing();
        private final Steps[] positive;
        private final Steps[] negative;
        private double sum;

        /** A number that changes by nearly the same each time. */
        private static final class Steps {
            private long value;
            private long step;

            void first(long number) {
                value = number;
            }

            void next(long change) {
                step += change;
                value += step;
            }
        }

        Whole(int positiveBuckets, int negativeBuckets) {
            positive = steps(positiveBuckets);
            negative = steps(negativeBuckets);
        }

        private static Steps[] steps(int size) {
            Steps[] steps = new Steps[size];
            for (int i = 0; i < size; i++) {
                steps[i] = new Steps();
            }
            return steps;
        }

        @Override
        public void next(ChunkBits in, boolean first) {
            if (first) {
                count.first(in.unsigned());
                zeroCount.first(in.unsigned());
                sum = sums.first(in);
            } else {
                count.next(in.signed());
                zeroCount.next(in.signed());
                sum = sums.next(in);
            }
            if (!StaleMarker.is(sum)) {
                read(in, first, positive);
                read(in, first, negative);
            }
        }

        private static void read(ChunkBits in, boolean first, Steps[] buckets) {
            for (Steps bucket : buckets) {
                if (first) {
                    bucket.first(in.signed());
                } else {
                    bucket.next(in.signed());
                }
            }
        }

        @Override
        public double count() {
            return count.value;
        }

        @Override
        public double zeroCount() {
            return zeroCount.value;
        }

        @Override
        public double sum() {
            return sum;
        }

        @Override
        public double[] positive() {
            return counts(positive);
        }

        @Override
        public double[] negative() {
            return counts(negative);
        }

        private static double[] counts(Steps[] buckets) {
            double[] counts = new double[buckets.length];
            long running = 0;
            for (int i = 0; i < counts.length; i++) {
                running += buckets[i].value;
                counts[i] = running;
            }
            return counts;
        }
    }

    /** Fractions, as they are. */
    final class Fractions implements HistogramCounts {
        private final ChunkBits.Differing counts = new ChunkBits.Differing();
        private final ChunkBits.Differing zeroCounts = new ChunkBits.Differing();
        private final ChunkBits.Differing sums = new ChunkBits.Differing();
        private final ChunkBits.Differing[] positiveCounts;
        private final ChunkBits.Differing[] negativeCounts;
        private double count;
        private double zeroCount;
        private double sum;
        private double[] positive = {};
        private double[] negative = {};

        Fractions(int positiveBuckets, int negativeBuckets) {
            positiveCounts = columns(positiveBuckets);
            negativeCounts = columns(negativeBuckets);
        }

        private static ChunkBits.Differing[] columns(int size) {
            ChunkBits.Differing[] columns = new ChunkBits.Differing[size];
            for (int i = 0; i < size; i++) {
                columns[i] = new ChunkBits.Differing();
            }
            return columns;
        }

        @Override
        public void next(ChunkBits in, boolean first) {
            count = read(in, first, counts);
            zeroCount = read(in, first, zeroCounts);
            sum = read(in, first, sums);
            if (!StaleMarker.is(sum)) {
                positive = read(in, first, positiveCounts);
                negative = read(in, first, negativeCounts);
            }
        }

        private static double read(ChunkBits in, boolean first, ChunkBits.Differing column) {
            return first ? column.first(in) : column.next(in);
        }

        private static double[] read(ChunkBits in, boolean first, ChunkBits.Differing[] columns) {
            double[] numbers = new double[columns.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = read(in, first, columns[i]);
            }
            return numbers;
        }

        @Override
        public double count() {
            return count;
        }

        @Override
        public double zeroCount() {
            return zeroCount;
        }

        @Override
        public double sum() {
            return sum;
        }

        @Override
        public double[] positive() {
            return positive;
        }

        @Override
        public double[] negative() {
            return negative;
        }
    }
}
