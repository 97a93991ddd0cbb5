package dev.nightjar.alerting.action;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.HttpSettingsReader;
import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.model.Matcher;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code actions.yml}. */
public final class ActionFile {
    /** Its name in the folder of definitions. */
    public static final String NAME = "actions.yml";

    private final Path folder;

    private ActionFile(Path folder) {
        this.folder = folder;
    }

    /**
     * The actions of a file. What is wrong goes to {@code problems}; then the result is not to be used.
     *
     * @param folder that paths in it start at
     */
    public static List<Action> read(String file, String text, Path folder, Problems problems) {
        ActionFile reader = new ActionFile(folder);
        List<Action> actions = new ArrayList<>();
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section.of(file, "", document, problems).ifPresent(root -> reader.read(root, actions));
        }
        return actions;
    }

    private void read(Section root, List<Action> to) {
        root.allow("actions");
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("actions", "action")) {
            String name = section.requiredText("name");
            Section one = section.as("action \"" + name + "\"");
            if (!names.add(name)) {
                one.problem("name", "there is another action of this name; names are unique");
            }
            to.add(action(name, one));
        }
    }

    private Action action(String name, Section of) {
        of.allow(
                "name",
                "matchers",
                "by",
                "cooldown",
                "repeat",
                "dry_run",
                "url",
                "url_file",
                "http_config",
                "timeout",
                "body");
        Duration cooldown = of.duration("cooldown", Duration.ZERO);
        if (!of.has("cooldown")) {
            of.problem("cooldown", "field \"cooldown\" is missing: for how long it is not done again, such as 15m");
        }
        Optional<Duration> repeat = of.has("repeat") ? Optional.of(of.duration("repeat", cooldown)) : Optional.empty();
        if (repeat.isPresent() && repeat.get().compareTo(cooldown) < 0) {
            of.problem("repeat", "repeat: must not be shorter than the cool-down");
        }
        if (repeat.isPresent() && repeat.get().compareTo(Duration.ofSeconds(10)) < 0) {
            of.problem("repeat", "repeat: must be at least 10s");
        }
        return new Action(
                name,
                matchers(of),
                of.has("by") ? of.textList("by") : List.of("service"),
                cooldown,
                repeat,
                of.flag("dry_run", false),
                url(of),
                HttpSettingsReader.read(of, HttpSettings.PLAIN, folder),
                of.duration("timeout", Duration.ZERO),
                body(of));
    }

    private static List<Matcher> matchers(Section of) {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : of.textList("matchers")) {
            try {
                matchers.addAll(MatcherText.parse(text));
            } catch (IllegalArgumentException e) {
                of.problem("matchers", "matchers: " + e.getMessage());
            }
        }
        if (!of.has("matchers") || matchers.isEmpty()) {
            of.problem(
                    "matchers",
                    "needs \"matchers\": which alerts it is done for, such as [alertname=CpuHigh, service=~\"a|b\"]");
        }
        return matchers;
    }

    private Secret url(Section of) {
        if (of.has("url") == of.has("url_file")) {
            of.problem("url", "needs one of \"url\" and \"url_file\", found " + (of.has("url") ? "both" : "neither"));
            return Secret.NONE;
        }
        if (of.has("url_file")) {
            return new Secret("", folder.resolve(of.text("url_file").orElse("")));
        }
        String url = of.text("url").orElse("");
        if (!isHttp(url)) {
            of.problem("url", "url: not an HTTP URL: \"" + url + "\"; write it like http://host:8080/scale");
        }
        return new Secret(url, null);
    }

    private static boolean isHttp(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<Template> body(Section of) {
        Optional<String> text = of.text("body");
        try {
            return text.map(Template::parse);
        } catch (TemplateException e) {
            of.problem("body", "body: " + e.getMessage());
            return Optional.empty();
        }
    }
}
