package dev.nightjar.javaagent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What was said behind the jar's name ({@code service=shop,server=http://nightjar:7300}), or in system properties of the
 * same names that begin with {@code nightjar.}; what stands behind the jar's name counts.
 *
 * @param service by default the name of the class or jar that is run
 * @param instance by default host and process id
 * @param authority file of the authority to trust, in PEM; empty: those that Java trusts
 * @param records whether calls are written down one by one; else there are metrics only
 * @param returnWithin a call open for longer is reported as never returned
 */
record AgentOptions(
        String service,
        String instance,
        String version,
        URI server,
        String token,
        Optional<Path> authority,
        boolean records,
        Duration returnWithin) {
    private static final List<String> KEYS =
            List.of("service", "instance", "version", "server", "token", "authority", "records", "returnWithinSeconds");

    /** Throws {@link IllegalArgumentException} that says what is wrong. */
    static AgentOptions parse(String arguments, Properties properties, String host, long pid) {
        Map<String, String> given = new HashMap<>();
        for (String key : KEYS) {
            String value = properties.getProperty("nightjar." + key, "");
            if (!value.isEmpty()) {
                given.put(key, value);
            }
        }
        for (String pair : arguments.isBlank() ? new String[0] : arguments.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException("agent option \"" + pair + "\": options are KEY=VALUE, separated by"
                        + " commas, with one of " + String.join(", ", KEYS));
            }
            given.put(key, pair.substring(equals + 1));
        }
        return new AgentOptions(
                given.getOrDefault("service", program(properties.getProperty("sun.java.command", ""))),
                given.getOrDefault("instance", host + ":" + pid),
                given.getOrDefault("version", ""),
                URI.create(given.getOrDefault("server", "http://127.0.0.1:7300")),
                given.getOrDefault("token", ""),
                Optional.ofNullable(given.get("authority")).map(Path::of),
                flag(given.getOrDefault("records", "true")),
                Duration.ofSeconds(seconds(given.getOrDefault("returnWithinSeconds", "60"))));
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("agent option records must be true or false, found \"" + text + "\"");
        }
        return text.equals("true");
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "agent option returnWithinSeconds must be a number, found \"" + text + "\"", e);
        }
    }

    /** {@code /opt/shop/shop.jar --port 1} is {@code shop}, {@code com.example.Shop} is {@code Shop}. */
    private static String program(String command) {
        String first = command.split(" ", 2)[0];
        String file = first.substring(first.lastIndexOf('/') + 1);
        String name = file.endsWith(".jar")
                ? file.substring(0, file.length() - 4)
                : file.substring(file.lastIndexOf('.') + 1);
        return name.isEmpty() ? "java" : name;
    }
}
