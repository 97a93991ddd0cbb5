package dev.nightjar.alerting.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost.Call;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Slack's incoming webhook, or its method for apps: one attachment a notice. */
final class SlackSender {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SlackSender() {}

    /** @param receipt of the message that was made of this group before; empty: of none */
    static SendResult send(
            HttpPost http, Integration.Slack slack, NoticeQueued notice, String receipt, NoticeText text, Instant now) {
        ObjectNode body = body(slack, text);
        if (slack.updates()) {
            Optional<SlackMessage> before = SlackMessage.of(receipt);
            if (before.isPresent()) {
                Secret url = new Secret(SlackMessage.updateUrl(slack.url().read()), null);
                SlackAnswer updated = ask(http, slack, url, notice, before.get().in(body.deepCopy()), now);
                if (!updated.isGone()) {
                    return updated.result(receipt);
                }
            }
        }
        SlackAnswer posted = ask(http, slack, slack.url(), notice, body, now);
        return posted.result(slack.updates() ? posted.receipt() : "");
    }

    private static SlackAnswer ask(
            HttpPost http, Integration.Slack slack, Secret url, NoticeQueued notice, ObjectNode body, Instant now) {
        Call call = Call.post(url, notice.noticeId(), body.toString()).within(slack.timeout());
        return SlackAnswer.of(http.ask(slack.http(), call, now));
    }

    private static ObjectNode body(Integration.Slack slack, NoticeText text) {
        Map<String, String> said = text.all(slack.texts());
        ObjectNode body = JSON.createObjectNode();
        put(body, "channel", said.get("channel"));
        put(body, "username", said.get("username"));
        put(body, "icon_emoji", said.get("icon_emoji"));
        put(body, "icon_url", said.get("icon_url"));
        put(body, "text", said.get("message_text"));
        if (slack.linkNames()) {
            body.put("link_names", true);
        }
        ObjectNode attachment = body.putArray("attachments").addObject();
        for (String field : new String[] {
            "title",
            "title_link",
            "pretext",
            "text",
            "fallback",
            "callback_id",
            "color",
            "footer",
            "image_url",
            "thumb_url"
        }) {
            put(attachment, field, said.get(field));
        }
        // empty ones of these are sent, too
        attachment.put("text", said.getOrDefault("text", ""));
        attachment.put("callback_id", said.getOrDefault("callback_id", ""));
        attachment.put("footer", said.getOrDefault("footer", ""));
        ArrayNode markdown = attachment.putArray("mrkdwn_in");
        slack.markdownIn().forEach(markdown::add);
        ArrayNode fields = JSON.createArrayNode();
        for (Map<String, String> field : slack.fields()) {
            ObjectNode one = fields.addObject();
            put(one, "title", text.of(field.getOrDefault("title", "")));
            put(one, "value", text.of(field.getOrDefault("value", "")));
            one.put("short", field.containsKey("short") ? "true".equals(field.get("short")) : slack.shortFields());
        }
        if (!fields.isEmpty()) {
            attachment.set("fields", fields);
        }
        ArrayNode actions = JSON.createArrayNode();
        for (Map<String, String> action : slack.actions()) {
            ObjectNode one = actions.addObject();
            text.all(action).forEach((name, value) -> {
                boolean asks = name.startsWith(Integration.Slack.CONFIRM);
                put(
                        asks ? one.withObjectProperty("confirm") : one,
                        asks ? name.substring(Integration.Slack.CONFIRM.length()) : name,
                        value);
            });
        }
        if (!actions.isEmpty()) {
            attachment.set("actions", actions);
        }
        return body;
    }

    private static void put(ObjectNode to, String field, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.put(field, value);
        }
    }
}
