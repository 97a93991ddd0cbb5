package dev.nightjar.client;

import dev.nightjar.model.Labels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are open in this process, for what is set up by a configuration file and so cannot be handed one:
 * it uses the client that was started first. Lines logged before there is any wait for it, the first thousand of them.
 */
final class ProcessClients {
    static final ProcessClients OPEN = new ProcessClients();

    private static final int MOST_WAITING_LINES = 1000;

    private record Line(long timestampNanos, String level, String text, Labels metadata) {}

    private final List<NightjarClient> clients = new ArrayList<>();
    private final ArrayDeque<Line> waiting = new ArrayDeque<>();

    ProcessClients() {}

    synchronized Optional<NightjarClient> first() {
        return clients.isEmpty() ? Optional.empty() : Optional.of(clients.get(0));
    }

    synchronized void started(NightjarClient client) {
        clients.add(client);
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            client.logs().log(line.timestampNanos(), line.level(), line.text(), line.metadata());
        }
    }

    synchronized void closed(NightjarClient client) {
        clients.remove(client);
    }

    void log(long timestampNanos, String level, String line, Labels metadata) {
        NightjarClient client = orKept(timestampNanos, level, line, metadata);
        if (client != null) {
            client.logs().log(timestampNanos, level, line, metadata);
        }
    }

    private synchronized @Nullable NightjarClient orKept(
            long timestampNanos, String level, String line, Labels metadata) {
        if (!clients.isEmpty()) {
            return clients.get(0);
        }
        if (waiting.size() < MOST_WAITING_LINES) {
            waiting.add(new Line(timestampNanos, level, line, metadata));
        }
        return null;
    }
}
