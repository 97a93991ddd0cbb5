package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.delivery.SendResult;

/** The built-in inbox: a message is there as soon as it is in the log, which it is. */
final class InboxChannel implements Channel {
    @Override
    public SendResult send(Message message) {
        return new SendResult.Accepted("in the inbox");
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
