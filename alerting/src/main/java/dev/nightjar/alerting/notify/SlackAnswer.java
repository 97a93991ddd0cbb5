package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.alerting.delivery.SendResult;
import java.util.Set;

/**
 * What Slack said. Its methods answer 200 also where they did nothing: whether they did stands in the body. An incoming
 * webhook says {@code ok}.
 *
 * @param error Slack's name for what is wrong; empty: nothing is
 * @param receipt of the message that was made; empty where it does not say
 */
record SlackAnswer(SendResult sent, String error, String receipt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What goes away by itself. */
    private static final Set<String> MAY_PASS = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "request_timeout",
            "service_unavailable",
            "team_added_to_org");

    /** A message that cannot be changed, or not any more. */
    private static final Set<String> GONE = Set.of(
            "message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive");

    static SlackAnswer of(HttpPost.Answer answer) {
        String body = answer.body().strip();
        if (!(answer.result() instanceof SendResult.Accepted) || body.isEmpty() || body.equals("ok")) {
            return new SlackAnswer(answer.result(), "", "");
        }
        try {
            JsonNode said = JSON.readTree(body);
            if (said.path("ok").asBoolean()) {
                String channel = said.path("channel").asText("");
                String timestamp = said.path("ts").asText("");
                return new SlackAnswer(
                        answer.result(),
                        "",
                        channel.isEmpty() || timestamp.isEmpty() ? "" : new SlackMessage(channel, timestamp).receipt());
            }
            if (said.has("ok")) {
                return new SlackAnswer(answer.result(), said.path("error").asText("no reason given"), "");
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        return new SlackAnswer(answer.result(), body.lines().findFirst().orElse(""), "");
    }

    /** Whether there is no message to change. */
    boolean isGone() {
        return GONE.contains(error);
    }

    /** How it ended; where it was accepted, the message is {@code accepted} from now on. */
    SendResult result(String accepted) {
        if (!error.isEmpty()) {
            String detail = "Slack says: " + error;
            return MAY_PASS.contains(error) ? new SendResult.Retry(detail, null) : new SendResult.Failed(detail);
        }
        return sent instanceof SendResult.Accepted done ? new SendResult.Accepted(done.detail(), accepted) : sent;
    }
}
