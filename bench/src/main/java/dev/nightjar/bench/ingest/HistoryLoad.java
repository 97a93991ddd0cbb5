package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.SplittableRandom;

/**
 * Days of history of many series, sent by remote write: what a backtest or an objective is tried on.
 *
 * <pre>
 * HistoryLoad gauges SERIES DAYS SECONDS URL     disk_used_percent{service,instance}, each its own daily wave with noise, and
 *                                                now and then some hours over 90: 20 series a service
 * HistoryLoad requests SERIES DAYS SECONDS URL   requests_total{service="shop",instance,code}, two codes an instance; one
 *                                                request in 2,000 fails, and one in five during one hour in 200
 * </pre>
 */
public final class HistoryLoad {
    private static final int SERIES_A_REQUEST = 20;
    private static final int SAMPLES_A_SERIES = 1_440;
    private static final int SERIES_A_SERVICE = 20;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private final URI url;
    private final long stepMillis;
    private final RemoteWriteClient client;
    private final Series[] series;

    private HistoryLoad(boolean gauges, int count, long stepMillis, URI url, RemoteWriteClient client) {
        this.client = client;
        this.url = url;
        this.stepMillis = stepMillis;
        series = new Series[count];
        for (int i = 0; i < count; i++) {
            series[i] = gauges ? new Wave(i) : new Requests(i);
        }
    }

    public static void main(String[] arguments) throws Exception {
        long stepMillis = Long.parseLong(arguments[3]) * 1000;
        URI url = URI.create(arguments[4]).resolve("/api/v1/write");
        int series = Integer.parseInt(arguments[1]);
        long until = System.currentTimeMillis() / stepMillis * stepMillis;
        try (RemoteWriteClient client = new RemoteWriteClient()) {
            new HistoryLoad(arguments[0].equals("gauges"), series, stepMillis, url, client)
                    .send(until - Long.parseLong(arguments[2]) * DAY_MILLIS, until);
        }
    }

    /** Time after time, so that a day is whole before the next begins. */
    private void send(long from, long until) throws IOException, InterruptedException {
        long samples = 0;
        long begun = System.nanoTime();
        for (long at = from; at < until; at += stepMillis * SAMPLES_A_SERIES) {
            long end = Math.min(until, at + stepMillis * SAMPLES_A_SERIES);
            for (int first = 0; first < series.length; first += SERIES_A_REQUEST) {
                Protobuf request = new Protobuf();
                for (int i = first; i < Math.min(series.length, first + SERIES_A_REQUEST); i++) {
                    request.message(1, series(series[i], at, end));
                }
                client.send(url, Protobuf.snappy(request.bytes()));
            }
            samples += (end - at) / stepMillis * series.length;
        }
        System.out.printf(
                "%,d samples of %,d series in %.0f s%n", samples, series.length, (System.nanoTime() - begun) / 1e9);
    }

    private byte[] series(Series of, long from, long until) {
        Protobuf written = of.labels();
        for (long time = from; time < until; time += stepMillis) {
            written.message(
                    2, new Protobuf().number(1, of.next(time)).varint(2, time).bytes());
        }
        return written.bytes();
    }

    private interface Series {
        Protobuf labels();

        double next(long timeMillis);
    }

    /** A gauge between 30 and 70 by day and night, to a tenth; about every tenth day three hours of 91 to 97. */
    private static final class Wave implements Series {
        private static final int ONE_IN = 240 / 3;

        private final int number;
        private final SplittableRandom random;

        Wave(int number) {
            this.number = number;
            random = new SplittableRandom(number);
        }

        @Override
        public Protobuf labels() {
            return new Protobuf()
                    .label(1, "__name__", "disk_used_percent")
                    .label(1, "instance", "host-" + number)
                    .label(1, "service", "s" + number / SERIES_A_SERVICE);
        }

        @Override
        public double next(long timeMillis) {
            double day = (timeMillis % DAY_MILLIS) / (double) DAY_MILLIS + number / 1000.0;
            double base = inTrouble(timeMillis, number, 3, ONE_IN) ? 94 : 50 + 18 * Math.sin(2 * Math.PI * day);
            return Math.round((base + random.nextDouble(-3, 3)) * 10) / 10.0;
        }
    }

    /** A counter; even numbers are those of the requests that went well. */
    private static final class Requests implements Series {
        private static final double A_SECOND = 20;
        private static final int ONE_HOUR_IN = 200;

        private final int number;
        private final SplittableRandom random;
        private long lastMillis;
        private long count;

        Requests(int number) {
            this.number = number;
            random = new SplittableRandom(number);
        }

        @Override
        public Protobuf labels() {
            return new Protobuf()
                    .label(1, "__name__", "requests_total")
                    .label(1, "code", number % 2 == 0 ? "200" : "500")
                    .label(1, "instance", "shop-" + number / 2)
                    .label(1, "service", "shop");
        }

        @Override
        public double next(long timeMillis) {
            double seconds = lastMillis == 0 ? 0 : (timeMillis - lastMillis) / 1000.0;
            lastMillis = timeMillis;
            double failing = inTrouble(timeMillis, 0, 1, ONE_HOUR_IN) ? 0.2 : 1 / 2000.0;
            double share = number % 2 == 0 ? 1 - failing : failing;
            count += (long) (A_SECOND * seconds * share + random.nextDouble());
            return count;
        }
    }

    /** Whether the stretch of {@code hours} in which the time lies is one of the few, always the same ones. */
    private static boolean inTrouble(long timeMillis, int number, int hours, int oneIn) {
        long stretch = timeMillis / (hours * HOUR_MILLIS);
        return new SplittableRandom(stretch * 10_007 + number).nextInt(oneIn) == 0;
    }
}
