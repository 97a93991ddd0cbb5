package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.delivery.SendResult;

/** A way for messages to people. Thread-safe. Blocks until it is known how it went, ten seconds at most. */
interface Channel extends AutoCloseable {
    SendResult send(Message message);

    @Override
    void close();
}
