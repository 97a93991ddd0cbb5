package dev.nightjar.alerting.routing;

import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.definition.Section;
import dev.nightjar.gotemplate.TemplateException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what several kinds of receivers have in common. */
final class Fields {
    private Fields() {}

    /** {@code field}, or {@code field_file}, but not both. */
    static Optional<Secret> secret(Section section, String field, Path folder) {
        String inFile = field + "_file";
        if (section.has(field) && section.has(inFile)) {
            section.problem(field, "at most one of " + field + " and " + inFile + " must be configured");
        }
        Optional<Secret> written = section.text(field).map(text -> new Secret(text, null));
        return written.isPresent() ? written : section.text(inFile).map(path -> new Secret("", folder.resolve(path)));
    }

    /** Reports secrets that are said to lie with a manager of secrets: Alertmanager knows the fields, and has none. */
    static void refuseReferences(Section section, String... fields) {
        for (String field : fields) {
            if (section.has(field + "_ref")) {
                section.problem(
                        field + "_ref",
                        field + "_ref: there is no manager of secrets that it could refer to, in Alertmanager neither;"
                                + " write " + field + "_file");
            }
        }
    }

    /** An address, which may be a template. */
    static Secret url(Section section, String field, Path folder) {
        Secret url = secret(section, field, folder).orElse(Secret.NONE);
        if (url.isEmpty()) {
            section.problem(field, "one of " + field + " or " + field + "_file must be configured");
        } else if (url.file() == null && url.text().contains("{{")) {
            checkTemplate(section, field, url.text());
        } else if (url.file() == null && !isHttp(url.text())) {
            section.problem(field, field + ": not an http or https URL: \"" + url.text() + "\"" + named(url.text()));
        }
        return url;
    }

    static void checkTemplate(Section section, String field, String text) {
        try {
            TemplateSet.parse(List.of(new TemplateSet.File("", text)));
        } catch (TemplateException e) {
            section.problem(field, field + ": invalid template syntax: " + e.getMessage());
        }
    }

    /** What to do about an address that is one for others. */
    private static String named(String address) {
        return address.matches("(?i)https?://[^/?#]*_.*")
                ? "; the JDK's client reaches no host whose name has an underscore: write its address, or another name"
                : "";
    }

    /** Addresses that may be left out. */
    static void checkUrls(Section section, String... fields) {
        for (String field : fields) {
            section.text(field)
                    .filter(text -> !isHttp(text))
                    .ifPresent(text -> section.problem(field, field + ": not an http or https URL: \"" + text + "\""));
        }
    }

    /** Each of the mappings must say all of {@code needed}. */
    static void checkTexts(Section section, String field, List<Map<String, String>> maps, String... needed) {
        for (Map<String, String> each : maps) {
            for (String name : needed) {
                if (each.getOrDefault(name, "").isEmpty()) {
                    section.problem(field, field + ": each needs \"" + name + "\"");
                }
            }
        }
    }

    static boolean isHttp(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** With the port as a number; empty if the text is. As Alertmanager reads it, only the port must be there. */
    static Optional<String> hostAndPort(Section section, String field) {
        Optional<String> written = section.text(field);
        String address = written.orElse("");
        if (address.isEmpty()) {
            return written;
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            section.problem(field, field + ": missing port in address \"" + address + "\"; write " + address + ":587");
            return written;
        }
        String host = address.substring(0, colon);
        if (host.contains(":") && !host.matches("\\[.*]")) {
            section.problem(
                    field,
                    field + ": too many colons in address \"" + address
                            + "\"; write an IPv6 address in brackets, such as" + " [::1]:25");
        }
        OptionalInt port = MailPort.of(address.substring(colon + 1));
        if (port.isEmpty()) {
            section.problem(
                    field, field + ": not a port in \"" + address + "\"; write HOST:PORT, such as localhost:25");
            return written;
        }
        return Optional.of(host + ":" + port.getAsInt());
    }

    /** The plain texts among {@code fields} that are there. */
    static Map<String, String> texts(Section section, List<String> fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String field : fields) {
            section.text(field).ifPresent(text -> texts.put(field, text));
        }
        return texts;
    }

    /** A list of mappings of plain texts. */
    static List<Map<String, String>> textMaps(Section section, String field, String... allowed) {
        List<Map<String, String>> maps = new ArrayList<>();
        for (Section item : section.sections(field, field)) {
            item.allow(allowed);
            maps.add(texts(item, List.of(allowed)));
        }
        return maps;
    }
}
