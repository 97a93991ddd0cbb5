package dev.nightjar.alerting.routing;

import dev.nightjar.alerting.routing.AlertmanagerFile.Globals;
import dev.nightjar.definition.Section;
import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads one receiver with its integrations, with Alertmanager's defaults. */
final class ReceiverReader {
    private static final List<String> UNSUPPORTED = List.of(
            "discord_configs",
            "incidentio_configs",
            "jira_configs",
            "mattermost_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "pushover_configs",
            "rocketchat_configs",
            "sns_configs",
            "telegram_configs",
            "victorops_configs",
            "webex_configs",
            "wechat_configs");
    private static final List<String> SUPPORTED =
            List.of("webhook_configs", "email_configs", "slack_configs", "pagerduty_configs", "opsgenie_configs");

    private static final List<String> RESPONDERS = List.of("team", "teams", "user", "escalation", "schedule");

    private final Globals globals;
    private final Path folder;

    ReceiverReader(Globals globals, Path folder) {
        this.globals = globals;
        this.folder = folder;
    }

    Receiver read(String name, Section section) {
        List<String> allowed = new ArrayList<>(SUPPORTED);
        allowed.addAll(UNSUPPORTED);
        allowed.add("name");
        allowed.add("labels");
        section.allow(allowed.toArray(String[]::new));
        for (String field : UNSUPPORTED) {
            if (!section.sections(field, field).isEmpty()) {
                section.problem(
                        field, "not supported yet: " + field + "; receivers can have " + String.join(", ", SUPPORTED));
            }
        }
        List<Integration> integrations = new ArrayList<>();
        String where = "receiver \"" + name + "\", ";
        section.sections("webhook_configs", where + "webhook").forEach(each -> integrations.add(webhook(each)));
        section.sections("email_configs", where + "email")
                .forEach(each -> integrations.add(MailReader.read(each, globals, folder)));
        section.sections("pagerduty_configs", where + "pagerduty").forEach(each -> integrations.add(pagerDuty(each)));
        section.sections("opsgenie_configs", where + "opsgenie").forEach(each -> integrations.add(opsgenie(each)));
        section.sections("slack_configs", where + "slack").forEach(each -> integrations.add(slack(each)));
        return new Receiver(name, integrations, Labels.of(section.texts("labels")));
    }

    private HttpSettings http(Section section) {
        return HttpSettingsReader.read(section, globals.http(), folder);
    }

    private Integration webhook(Section section) {
        section.allow("send_resolved", "http_config", "url", "url_file", "max_alerts", "timeout", "payload");
        if (section.wholeNumber("max_alerts", 0) < 0) {
            section.problem("max_alerts", "max_alerts: must not be negative; 0 is all of them");
        }
        return new Integration.Webhook(
                section.flag("send_resolved", true),
                http(section),
                Fields.url(section, "url", folder),
                section.wholeNumber("max_alerts", 0),
                section.duration("timeout", Duration.ZERO),
                section.node("payload").map(Payload::of).orElse(null));
    }

    private Integration slack(Section section) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("color", "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}");
        for (String field : List.of("username", "title", "pretext", "text", "fallback", "footer")) {
            defaults.put(field, "{{ template \"slack.default." + field + "\" . }}");
        }
        defaults.put("title_link", "{{ template \"slack.default.titlelink\" . }}");
        defaults.put("callback_id", "{{ template \"slack.default.callbackid\" . }}");
        defaults.put("icon_emoji", "{{ template \"slack.default.iconemoji\" . }}");
        defaults.put("icon_url", "{{ template \"slack.default.iconurl\" . }}");
        List<String> fields = List.of(
                "channel",
                "username",
                "color",
                "title",
                "title_link",
                "pretext",
                "text",
                "message_text",
                "fallback",
                "footer",
                "callback_id",
                "icon_emoji",
                "icon_url",
                "image_url",
                "thumb_url");
        List<String> allowed = new ArrayList<>(fields);
        allowed.addAll(List.of(
                "send_resolved",
                "http_config",
                "api_url",
                "api_url_file",
                "app_token",
                "app_token_file",
                "app_url",
                "update_message",
                "timeout",
                "fields",
                "actions",
                "short_fields",
                "link_names",
                "mrkdwn_in"));
        section.allow(allowed.toArray(String[]::new));
        Map<String, String> texts = new LinkedHashMap<>(defaults);
        texts.putAll(Fields.texts(section, fields));
        Optional<Secret> token = Fields.secret(section, "app_token", folder);
        Optional<Secret> webhook = Fields.secret(section, "api_url", folder);
        boolean authorizes = section.section("http_config", "http_config")
                .filter(own -> own.has("authorization"))
                .isPresent();
        if (token.isPresent() && webhook.isPresent()) {
            section.problem("app_token", "at most one of app_token and api_url must be configured");
        } else if (token.isPresent() && authorizes) {
            section.problem("app_token", "http authorization can't be set when using Slack app tokens");
        } else if (token.isEmpty()
                && webhook.isEmpty()
                && !authorizes
                && !globals.slack().appToken().isEmpty()) {
            token = Optional.of(globals.slack().appToken());
        }
        Secret url = webhook.orElse(globals.slack().url());
        HttpSettings http = http(section);
        if (token.isPresent()) {
            if (section.text("channel").orElse("").isEmpty()) {
                section.problem("channel", "app_token needs a channel to post to");
            }
            url = new Secret(section.text("app_url").orElse(globals.slack().appUrl()), null);
            http = http.bearing(token.get());
        } else if (url.isEmpty()) {
            section.problem(
                    "api_url", "no Slack API URL nor App token set either inline or in a file, here or under global");
        }
        boolean updates = section.flag("update_message", false);
        if (updates && url.file() == null && !url.text().endsWith(Integration.Slack.POST_MESSAGE)) {
            section.problem(
                    "update_message",
                    "update_message can only be used with bot tokens: set api_url to " + SlackDefaults.POSTS
                            + " with the token under http_config, or write app_token");
        }
        List<Map<String, String>> actions = new ArrayList<>();
        for (Section action : section.sections("actions", "action")) {
            actions.add(slackAction(action));
            if (!action.has("url") && !action.has("name")) {
                action.problem("url", "a Slack action needs a \"url\" or a \"name\"");
            }
        }
        Fields.checkTexts(section, "actions", actions, "type", "text");
        List<Map<String, String>> attached = Fields.textMaps(section, "fields", "title", "value", "short");
        Fields.checkTexts(section, "fields", attached, "title", "value");
        Fields.checkUrls(section, "api_url", "app_url");
        return new Integration.Slack(
                section.flag("send_resolved", false),
                http,
                url,
                section.duration("timeout", Duration.ZERO),
                texts,
                section.flag("short_fields", false),
                section.flag("link_names", false),
                section.has("mrkdwn_in") ? section.textList("mrkdwn_in") : List.of("fallback", "pretext", "text"),
                attached,
                actions,
                updates);
    }

    private static Map<String, String> slackAction(Section action) {
        action.allow("type", "text", "url", "style", "name", "value", "confirm");
        Map<String, String> texts =
                new LinkedHashMap<>(Fields.texts(action, List.of("type", "text", "url", "style", "name", "value")));
        action.section("confirm", "confirm").ifPresent(confirm -> {
            confirm.allow("title", "text", "ok_text", "dismiss_text");
            confirm.requiredText("text");
            Fields.texts(confirm, List.of("title", "text", "ok_text", "dismiss_text"))
                    .forEach((name, value) -> texts.put(Integration.Slack.CONFIRM + name, value));
        });
        if (texts.containsKey("url")) { // then it is a link, which neither asks nor says anything
            texts.keySet()
                    .removeIf(name -> !List.of("type", "text", "url", "style").contains(name));
        }
        return texts;
    }

    private Integration pagerDuty(Section section) {
        List<String> fields =
                List.of("client", "client_url", "description", "severity", "class", "component", "group", "source");
        List<String> allowed = new ArrayList<>(fields);
        allowed.addAll(List.of(
                "send_resolved",
                "http_config",
                "routing_key",
                "routing_key_file",
                "service_key",
                "service_key_file",
                "url",
                "details",
                "images",
                "links",
                "timeout"));
        section.allow(allowed.toArray(String[]::new));
        Fields.checkUrls(section, "url");
        Secret routingKey = Fields.secret(section, "routing_key", folder).orElse(Secret.NONE);
        Secret serviceKey = Fields.secret(section, "service_key", folder).orElse(Secret.NONE);
        if (routingKey.isEmpty() && serviceKey.isEmpty()) {
            section.problem("routing_key", "needs either a routing key or a service key in PagerDuty config");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("client", "{{ template \"pagerduty.default.client\" . }}");
        texts.put("client_url", "{{ template \"pagerduty.default.clientURL\" . }}");
        texts.put("description", "{{ template \"pagerduty.default.description\" .}}");
        texts.put("severity", "error");
        texts.putAll(Fields.texts(section, fields));
        texts.putIfAbsent("source", texts.get("client"));
        SequencedMap<String, Payload> details = new LinkedHashMap<>();
        details.put("firing", new Payload.Text("{{ .Alerts.Firing | toJson }}"));
        details.put("resolved", new Payload.Text("{{ .Alerts.Resolved | toJson }}"));
        details.put("num_firing", new Payload.Text("{{ .Alerts.Firing | len }}"));
        details.put("num_resolved", new Payload.Text("{{ .Alerts.Resolved | len }}"));
        section.section("details", "details")
                .ifPresent(own -> own.fields().forEach(name -> details.put(name, detail(own, name))));
        return new Integration.PagerDuty(
                section.flag("send_resolved", true),
                http(section),
                section.text("url").orElse(globals.pagerDutyUrl()),
                routingKey,
                serviceKey,
                section.duration("timeout", Duration.ZERO),
                texts,
                details,
                Fields.textMaps(section, "images", "src", "alt", "href"),
                Fields.textMaps(section, "links", "href", "text"));
    }

    private static Payload detail(Section details, String name) {
        return details.node(name).map(Payload::of).orElse(new Payload.Text(""));
    }

    private Integration opsgenie(Section section) {
        List<String> fields =
                List.of("message", "description", "source", "tags", "note", "priority", "entity", "actions");
        List<String> allowed = new ArrayList<>(fields);
        allowed.addAll(List.of(
                "send_resolved",
                "http_config",
                "api_key",
                "api_key_file",
                "api_url",
                "details",
                "responders",
                "update_alerts"));
        section.allow(allowed.toArray(String[]::new));
        Fields.checkUrls(section, "api_url");
        Secret key = Fields.secret(section, "api_key", folder).orElse(globals.opsgenieKey());
        if (key.isEmpty()) {
            section.problem("api_key", "no OpsGenie API key set either inline or in a file, here or under global");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("message", "{{ template \"opsgenie.default.message\" . }}");
        texts.put("description", "{{ template \"opsgenie.default.description\" . }}");
        texts.put("source", "{{ template \"opsgenie.default.source\" . }}");
        texts.putAll(Fields.texts(section, fields));
        List<Map<String, String>> responders = Fields.textMaps(section, "responders", "id", "name", "username", "type");
        for (Map<String, String> responder : responders) {
            if (!responder.containsKey("id") && !responder.containsKey("name") && !responder.containsKey("username")) {
                section.problem("responders", "OpsGenie responder has to have at least one of id, username or name");
            }
            String type = responder.getOrDefault("type", "");
            if (type.contains("{{")) {
                Fields.checkTemplate(section, "responders", type);
            } else if (!RESPONDERS.contains(type.toLowerCase(Locale.ROOT))) {
                section.problem(
                        "responders",
                        "OpsGenie responder: type must be one of " + String.join(", ", RESPONDERS) + ", found \"" + type
                                + "\"");
            }
        }
        return new Integration.Opsgenie(
                section.flag("send_resolved", true),
                http(section),
                section.text("api_url").orElse(globals.opsgenieUrl()),
                key,
                texts,
                section.texts("details"),
                responders,
                section.flag("update_alerts", false));
    }
}
