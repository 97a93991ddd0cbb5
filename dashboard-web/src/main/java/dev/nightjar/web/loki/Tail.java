package dev.nightjar.web.loki;

import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.http.SocketHandler;
import dev.nightjar.web.http.SocketStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Follows lines for one client. Between two frames nothing is kept but the number of the last line: a client that reads
 * slowly is sent later what the store has by then, and misses nothing.
 */
final class Tail implements SocketHandler.Conversation {
    /** Lines looked at in one go; between two, the store gives up what it holds for the tail. */
    private static final int LINES_AT_ONCE = 20_000;

    /** A tail that holds lines back looks so often whether some are due. */
    private static final long LOOK_MILLIS = 100;

    private final LogTail store;
    private final LogReader reader;
    private final TailQuestion question;
    private final InstantSource clock;
    private final Runnable ended;
    private final long mostHistoryBytes;
    private final Semaphore woken = new Semaphore(0);

    /** What the client was told that lines are missing of: once is enough. */
    private final Set<LostLines> told = new HashSet<>();

    private volatile boolean gone;

    /**
     * @param reader of the same store
     * @param mostHistoryBytes of lines that are there already: all of them are kept until the client has taken them
     * @param ended is run when this has ended
     */
    Tail(
            LogTail store,
            LogReader reader,
            TailQuestion question,
            InstantSource clock,
            long mostHistoryBytes,
            Runnable ended) {
        this.mostHistoryBytes = mostHistoryBytes;
        this.store = store;
        this.reader = reader;
        this.question = question;
        this.clock = clock;
        this.ended = ended;
    }

    /** There are new lines. From any thread. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @Override
    public void gone() {
        gone = true;
        wake();
        ended.run();
    }

    @Override
    public void hold(SocketStream out) throws IOException, InterruptedException {
        try {
            follow(out, question.after() == TailQuestion.WITH_HISTORY ? history(out) : question.after());
        } finally {
            ended.run();
        }
    }

    /** Sends what is there already; answers the number of the last line that may have been sent. */
    private long history(SocketStream out) throws IOException {
        LogTail.Seen seen = store.selectSeen(since(question.startNanos()));
        List<LogEntry> newest = new ArrayList<>();
        try (LogCursor cursor = seen.cursor()) {
            long left = mostHistoryBytes;
            while (!gone && newest.size() < question.limit() && cursor.next()) {
                Optional<LogEntry> entry = question.query().apply(cursor);
                left -= entry.map(each -> each.line().length).orElse(0);
                if (left < 0 && !newest.isEmpty()) {
                    break;
                }
                entry.ifPresent(newest::add);
            }
        }
        TailFrame frame = new TailFrame(question.form());
        for (LogEntry entry : newest.reversed()) {
            if (frame.isFull()) { // who leaves now has not seen the lines to come: no cursor leads past them
                out.send(frame.text(List.of(), OptionalLong.empty()));
            }
            frame.add(entry);
        }
        boolean all = newest.size() < question.limit();
        send(
                frame,
                reader.lost(since(all ? question.startNanos() : newest.getLast().timestampNanos())),
                seen.through(),
                out);
        return seen.through();
    }

    private LogSelection since(long startNanos) {
        return new LogSelection(
                question.query().matchers(),
                new NanoRange(startNanos, Long.MAX_VALUE),
                LogSelection.Order.NEWEST_FIRST,
                question.query().hints());
    }

    /** Sends a frame, unless there is nothing to say. */
    private void send(TailFrame frame, List<LostLines> lost, long through, SocketStream out) throws IOException {
        List<String> warnings =
                LostText.warnings(lost.stream().filter(told::add).toList());
        if (!frame.isEmpty() || !warnings.isEmpty()) {
            out.send(frame.text(warnings, OptionalLong.of(through)));
        }
    }

    private void follow(SocketStream out, long from) throws IOException, InterruptedException {
        HeldBack heldBack = new HeldBack(question.delayMillis(), from);
        long at = from;
        while (!gone && !out.isClosed()) {
            long due = heldBack.due(clock.millis(), store.lastArrival());
            while (at < due && !gone) {
                at = send(out, at, due);
            }
            if (question.delayMillis() > 0) {
                boolean _ = woken.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                woken.acquire();
            }
            woken.drainPermits();
        }
    }

    /** Sends some of the lines behind {@code at}, in one frame at most; answers behind which to go on. */
    private long send(SocketStream out, long at, long due) throws IOException {
        TailFrame frame = new TailFrame(question.form());
        List<LostLines> lost;
        long through;
        try (LogArrivals arrivals = store.arrivals(question.query().matchers(), at, due)) {
            int left = LINES_AT_ONCE;
            while (arrivals.next()) {
                Optional<LogEntry> entry = question.query().apply(arrivals);
                entry.ifPresent(frame::add);
                left--;
                if ((frame.isFull() || left <= 0) && arrivals.mayStop()) {
                    break;
                }
            }
            through = arrivals.through();
            lost = arrivals.lost();
        }
        send(frame, lost, through, out);
        return through;
    }
}
