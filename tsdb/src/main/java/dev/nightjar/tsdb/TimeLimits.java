package dev.nightjar.tsdb;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import java.time.Instant;
import java.util.List;

/** Which timestamps are taken, as of now. */
record TimeLimits(long oldestMillis, long newestMillis) {
    /** {@code firstKeptDay}: what is before it has been dropped already. */
    static TimeLimits at(Instant now, TsdbConfig config, int firstKeptDay) {
        long millis = now.toEpochMilli();
        return new TimeLimits(
                Math.max(
                        Day.startMillis(firstKeptDay),
                        millis - config.retention().longest().toMillis()),
                Math.min(
                        Day.startMillis(Day.LAST), millis + config.futureLimit().toMillis()));
    }

    boolean take(long timeMillis) {
        return timeMillis >= oldestMillis && timeMillis <= newestMillis;
    }

    void explain(List<Rejection> to, long tooOld, long tooNew, Labels example) {
        if (tooOld > 0) {
            to.add(new Rejection(
                    "too_old",
                    tooOld + " samples, one of them of " + example + ", are older than the retention allows ("
                            + Instant.ofEpochMilli(oldestMillis) + "): send them earlier or keep samples longer",
                    tooOld));
        }
        if (tooNew > 0) {
            to.add(new Rejection(
                    "too_new",
                    tooNew + " samples, one of them of " + example + ", are further in the future than allowed ("
                            + Instant.ofEpochMilli(newestMillis)
                            + "): check the sender's clock and its unit, milliseconds",
                    tooNew));
        }
    }
}
