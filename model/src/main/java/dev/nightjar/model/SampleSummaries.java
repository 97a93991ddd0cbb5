package dev.nightjar.model;

import java.util.Arrays;

/**
 * One series' samples in time order, summed up: a row is either one sample or all samples of one stretch of time, which
 * ends with its last millisecond: {@code (end - resolution, end]}. Columns that grow and are reused. Not thread-safe.
 *
 * <p>A row holds what functions over windows of whole rows need to give the very answer that they give on single
 * samples: count, first and last with their times, least, greatest, sum, and what a counter lost by resets. Stale
 * markers are left out. Where the order of additions could show in the last bit, the row says so: see
 * {@link #sumIsExact} and {@link #lossIsExact}.
 */
public final class SampleSummaries {
    /** Whole numbers whose sum stays below this add up without rounding, in any order. */
    public static final double EXACT_BELOW = 0x1p53;

    private long[] endMillis;
    private int[] counts;
    private long[] firstMillis;
    private long[] lastMillis;
    private double[] firsts;
    private double[] lasts;
    private double[] leasts;
    private double[] greatests;
    private double[] sums;
    private double[] losses;
    private int[] resets;
    private int size;
    private boolean needsSamples;

    public SampleSummaries() {
        this(64);
    }

    public SampleSummaries(int capacity) {
        endMillis = new long[capacity];
        counts = new int[capacity];
        firstMillis = new long[capacity];
        lastMillis = new long[capacity];
        firsts = new double[capacity];
        lasts = new double[capacity];
        leasts = new double[capacity];
        greatests = new double[capacity];
        sums = new double[capacity];
        losses = new double[capacity];
        resets = new int[capacity];
    }

    public void clear() {
        size = 0;
        needsSamples = false;
    }

    public int size() {
        return size;
    }

    /** Whether a native histogram or a start time was among the samples: such series are to be read sample by sample. */
    public boolean needsSamples() {
        return needsSamples;
    }

    public long endMillis(int row) {
        return endMillis[row];
    }

    public int count(int row) {
        return counts[row];
    }

    public long firstMillis(int row) {
        return firstMillis[row];
    }

    public long lastMillis(int row) {
        return lastMillis[row];
    }

    public double first(int row) {
        return firsts[row];
    }

    public double last(int row) {
        return lasts[row];
    }

    /** NaN only if all values were. */
    public double least(int row) {
        return leasts[row];
    }

    /** NaN only if all values were. */
    public double greatest(int row) {
        return greatests[row];
    }

    /** Meaningful where {@link #sumIsExact}, else NaN. */
    public double sum(int row) {
        return sums[row];
    }

    /** Whether all values were whole, none below zero, and their sum so small that nothing was rounded. */
    public boolean sumIsExact(int row) {
        return sums[row] < EXACT_BELOW;
    }

    /** What the counter fell from at each reset within the row, added up. */
    public double loss(int row) {
        return losses[row];
    }

    /** Whether adding {@link #loss} at once gives the same as adding reset by reset. */
    public boolean lossIsExact(int row) {
        return resets[row] <= 1 || sumIsExact(row);
    }

    public int resets(int row) {
        return resets[row];
    }

    /** Takes in samples that {@code request} covers, summed up, and the others one by one. */
    public void addAll(SampleBuffer samples, SummaryRequest request) {
        needsSamples |= samples.hasHistograms() || samples.hasStarts();
        addSamples(samples, 0, samples.size(), request);
    }

    /** As {@link #addAll(SampleBuffer, SummaryRequest)}, from sample {@code from} to before {@code to}, which are values. */
    public void addSamples(SampleBuffer samples, int from, int to, SummaryRequest request) {
        for (int i = from; i < to; ) {
            long time = samples.timestampMillis(i);
            long end = request.endOf(time);
            int next = i + 1;
            while (next < to && samples.timestampMillis(next) <= end) {
                next++;
            }
            addStretch(samples, i, next, end);
            i = next;
        }
    }

    /** Adds what lies in one stretch as one row: summed up here, not in the columns sample by sample. */
    private void addStretch(SampleBuffer samples, int from, int to, long end) {
        int begin = from;
        while (begin < to && StaleMarker.is(samples.value(begin))) {
            begin++;
        }
        if (begin == to) {
            return;
        }
        double first = samples.value(begin);
        double last = first;
        double least = first;
        double greatest = first;
        double sum = isWhole(first) ? first : Double.NaN;
        double loss = 0;
        int lost = 0;
        int count = 1;
        int newest = begin;
        for (int i = begin + 1; i < to; i++) {
            double value = samples.value(i);
            if (StaleMarker.is(value)) {
                continue;
            }
            if (value < last) {
                loss += last;
                lost++;
            }
            if (value < least || Double.isNaN(least)) {
                least = value;
            }
            if (value > greatest || Double.isNaN(greatest)) {
                greatest = value;
            }
            sum = isWhole(value) && sum + value < EXACT_BELOW ? sum + value : Double.NaN;
            last = value;
            newest = i;
            count++;
        }
        addRow(
                end,
                count,
                samples.timestampMillis(begin),
                samples.timestampMillis(newest),
                first,
                last,
                least,
                greatest,
                sum,
                loss,
                lost);
    }

    /** Takes in rows of finer resolution, in time order, as rows of {@code resolutionMillis}. */
    public void addAll(SampleSummaries finer, long resolutionMillis) {
        for (int row = 0; row < finer.size; row++) {
            addRow(finer, row, SummaryRequest.roundedUp(finer.endMillis[row], resolutionMillis));
        }
        needsSamples |= finer.needsSamples;
    }

    /** Takes in rows as they are. */
    public void addAll(SampleSummaries rows) {
        addRows(rows, 0, rows.size);
        needsSamples |= rows.needsSamples;
    }

    /** Takes in the rows from {@code from} to before {@code to}, newer than all before. */
    public void addRows(SampleSummaries rows, int from, int to) {
        int row = from;
        if (row < to && size > 0 && endMillis[size - 1] == rows.endMillis[row]) {
            addRow(rows, row, rows.endMillis[row]);
            row++;
        }
        int count = to - row;
        if (size + count > counts.length) {
            grow(Math.max(size + count, 2 * size));
        }
        System.arraycopy(rows.endMillis, row, endMillis, size, count);
        System.arraycopy(rows.counts, row, counts, size, count);
        System.arraycopy(rows.firstMillis, row, firstMillis, size, count);
        System.arraycopy(rows.lastMillis, row, lastMillis, size, count);
        System.arraycopy(rows.firsts, row, firsts, size, count);
        System.arraycopy(rows.lasts, row, lasts, size, count);
        System.arraycopy(rows.leasts, row, leasts, size, count);
        System.arraycopy(rows.greatests, row, greatests, size, count);
        System.arraycopy(rows.sums, row, sums, size, count);
        System.arraycopy(rows.losses, row, losses, size, count);
        System.arraycopy(rows.resets, row, resets, size, count);
        size += count;
    }

    private static boolean isWhole(double value) {
        return value >= 0 && value < EXACT_BELOW && value == Math.rint(value);
    }

    private void addRow(SampleSummaries from, int row, long end) {
        addRow(
                end,
                from.counts[row],
                from.firstMillis[row],
                from.lastMillis[row],
                from.firsts[row],
                from.lasts[row],
                from.leasts[row],
                from.greatests[row],
                from.sums[row],
                from.losses[row],
                from.resets[row]);
    }

    /** Adds a row, newer than all before, of at least one sample; one that ends where the last does becomes part of it. */
    public void addRow(
            long end,
            int count,
            long firstTime,
            long lastTime,
            double first,
            double last,
            double least,
            double greatest,
            double sum,
            double loss,
            int resetCount) {
        if (size > 0 && endMillis[size - 1] == end) {
            extend(size - 1, count, lastTime, first, last, least, greatest, sum, loss, resetCount);
        } else {
            begin(end, count, firstTime, lastTime, first, last, least, greatest, sum, loss, resetCount);
        }
    }

    private void begin(
            long end,
            int count,
            long firstTime,
            long lastTime,
            double first,
            double last,
            double least,
            double greatest,
            double sum,
            double loss,
            int resetCount) {
        if (size == counts.length) {
            grow(Math.max(64, 2 * size));
        }
        endMillis[size] = end;
        counts[size] = count;
        firstMillis[size] = firstTime;
        lastMillis[size] = lastTime;
        firsts[size] = first;
        lasts[size] = last;
        leasts[size] = least;
        greatests[size] = greatest;
        sums[size] = sum;
        losses[size] = loss;
        resets[size++] = resetCount;
    }

    private void extend(
            int row,
            int count,
            long lastTime,
            double first,
            double last,
            double least,
            double greatest,
            double sum,
            double loss,
            int resetCount) {
        if (first < lasts[row]) {
            losses[row] += lasts[row];
            resets[row]++;
        }
        losses[row] += loss;
        resets[row] += resetCount;
        counts[row] += count;
        lastMillis[row] = lastTime;
        lasts[row] = last;
        if (least < leasts[row] || Double.isNaN(leasts[row])) {
            leasts[row] = least;
        }
        if (greatest > greatests[row] || Double.isNaN(greatests[row])) {
            greatests[row] = greatest;
        }
        double total = sums[row] + sum;
        sums[row] = total < EXACT_BELOW ? total : Double.NaN;
    }

    private void grow(int capacity) {
        endMillis = Arrays.copyOf(endMillis, capacity);
        counts = Arrays.copyOf(counts, capacity);
        firstMillis = Arrays.copyOf(firstMillis, capacity);
        lastMillis = Arrays.copyOf(lastMillis, capacity);
        firsts = Arrays.copyOf(firsts, capacity);
        lasts = Arrays.copyOf(lasts, capacity);
        leasts = Arrays.copyOf(leasts, capacity);
        greatests = Arrays.copyOf(greatests, capacity);
        sums = Arrays.copyOf(sums, capacity);
        losses = Arrays.copyOf(losses, capacity);
        resets = Arrays.copyOf(resets, capacity);
    }
}
