package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code global} says of Slack, for receivers that do not say otherwise.
 *
 * @param url of a webhook; none where messages are those of an app
 * @param appToken that an app shows; none where there is a webhook
 * @param appUrl where apps post messages
 */
record SlackDefaults(Secret url, Secret appToken, String appUrl) {
    /** Where Slack takes messages of its apps, which show a token. */
    static final String POSTS = "https://slack.com/api/chat.postMessage";

    static final List<String> FIELDS =
            List.of("slack_api_url", "slack_api_url_file", "slack_app_token", "slack_app_token_file", "slack_app_url");
    static final SlackDefaults NONE = new SlackDefaults(Secret.NONE, Secret.NONE, POSTS);

    static SlackDefaults read(Section global, Path folder) {
        Fields.checkUrls(global, "slack_api_url", "slack_app_url");
        Secret url = Fields.secret(global, "slack_api_url", folder).orElse(Secret.NONE);
        Secret token = Fields.secret(global, "slack_app_token", folder).orElse(Secret.NONE);
        if (!url.isEmpty() && !token.isEmpty()) {
            global.problem("slack_app_token", "at most one of slack_app_token and slack_api_url must be configured");
        }
        if (!token.isEmpty()
                && global.section("http_config", "http_config")
                        .filter(http -> http.has("authorization"))
                        .isPresent()) {
            global.problem("slack_app_token", "http authorization can't be set when using Slack app tokens");
        }
        return new SlackDefaults(url, token, global.text("slack_app_url").orElse(POSTS));
    }
}
