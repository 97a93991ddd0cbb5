package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.routing.Integration;
import java.util.Optional;

/**
 * Where a message stands in Slack.
 *
 * @param channel its identity, which is not its name
 * @param timestamp when it was made, which is its identity there
 */
record SlackMessage(String channel, String timestamp) {
    private static final String UPDATE = "/chat.update";

    /** As it is kept in the log. */
    String receipt() {
        return channel + " " + timestamp;
    }

    /** What {@link #receipt} wrote; empty where it is none. */
    static Optional<SlackMessage> of(String receipt) {
        int space = receipt.indexOf(' ');
        return space < 1
                ? Optional.empty()
                : Optional.of(new SlackMessage(receipt.substring(0, space), receipt.substring(space + 1)));
    }

    /** The body that puts what {@code body} says in its place. */
    ObjectNode in(ObjectNode body) {
        return body.put("channel", channel).put("ts", timestamp);
    }

    /** Where messages are changed that are made at {@code postUrl}. */
    static String updateUrl(String postUrl) {
        return postUrl.substring(0, postUrl.length() - Integration.Slack.POST_MESSAGE.length()) + UPDATE;
    }
}
