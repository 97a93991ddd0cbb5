package dev.nightjar.agent.journald;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running program that prints the journal, and the thread that reads it. When nobody takes entries, it waits. */
final class JournalProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalProcess.class);
    private static final int MOST_WAITING = 2000;

    private final Process process;
    private final ArrayBlockingQueue<JournalEntry> entries = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread reader;

    private JournalProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("nightjar-agent-journal").unstarted(this::read);
    }

    /** @param cursor after which to begin; empty: with the last hour */
    static JournalProcess start(JournalSettings settings, String cursor) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(settings.program(), "--output=export", "--follow", "--no-pager"));
        command.add(cursor.isEmpty() ? "--since=-1h" : "--after-cursor=" + cursor);
        command.add("--no-tail");
        command.addAll(settings.arguments());
        JournalProcess started = new JournalProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        started.reader.start();
        return started;
    }

    private void read() {
        try {
            ExportReader export = new ExportReader(process.getInputStream());
            for (Optional<JournalEntry> next = export.next(); next.isPresent(); next = export.next()) {
                entries.put(next.get());
            }
        } catch (IOException e) {
            LOG.debug("the journal's program has been cut off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds what has come, up to {@code most} in all. */
    void takeInto(List<JournalEntry> taken, int most) {
        entries.drainTo(taken, Math.max(0, most - taken.size()));
    }

    /** Nothing more will come, and everything was taken. */
    boolean isAtEnd() {
        return !reader.isAlive() && entries.isEmpty();
    }

    @Override
    public void close() {
        process.destroy();
        reader.interrupt();
    }
}
