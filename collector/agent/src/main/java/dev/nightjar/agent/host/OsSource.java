package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns {@code os-release} into one sample that names the distribution, and one that is its version. */
record OsSource(List<Path> files) implements HostSource {
    private static final Family INFO = Family.gauge("node_os_info", "The distribution, always 1.");
    private static final Family VERSION = Family.gauge("node_os_version", "The distribution's version.");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final List<String> NAMES = List.of(
            "BUILD_ID",
            "ID",
            "ID_LIKE",
            "IMAGE_ID",
            "IMAGE_VERSION",
            "NAME",
            "PRETTY_NAME",
            "VARIANT",
            "VARIANT_ID",
            "VERSION",
            "VERSION_CODENAME",
            "VERSION_ID");

    @Override
    public String name() {
        return "os";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path file : files) {
            if (Files.isReadable(file)) {
                release(fields(file), to);
                return;
            }
        }
    }

    private static void release(Map<String, String> of, MetricWriter to) {
        List<String> labels = new ArrayList<>();
        for (String name : NAMES) {
            labels.add(name.toLowerCase(java.util.Locale.ROOT));
            labels.add(of.getOrDefault(name, ""));
        }
        to.add(INFO, 1, labels.toArray(String[]::new));
        Matcher version = NUMBER.matcher(of.getOrDefault("VERSION_ID", ""));
        if (version.find()) {
            to.add(
                    VERSION,
                    Double.parseDouble(version.group()),
                    "id",
                    of.getOrDefault("ID", ""),
                    "id_like",
                    of.getOrDefault("ID_LIKE", ""),
                    "name",
                    of.getOrDefault("NAME", ""));
        }
    }

    /** Lines such as {@code NAME="Debian GNU/Linux"}. */
    private static Map<String, String> fields(Path file) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.charAt(0) != '#') {
                String value = line.substring(equals + 1).strip();
                boolean quoted = value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
                fields.put(line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return fields;
    }
}
