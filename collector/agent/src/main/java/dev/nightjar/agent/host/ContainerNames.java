package dev.nightjar.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Docker calls its containers. A container keeps its name and image, so each is looked up once. */
final class ContainerNames {
    private static final int MOST_KEPT = 1000;
    private static final Pattern NAME = Pattern.compile("\"Name\":\"/?([^\"\\\\]+)\"");
    private static final Pattern IMAGE = Pattern.compile("\"Image\":\"(?!sha256:)([^\"\\\\]+)\"");

    record Known(String name, String image) {}

    private final Path docker;
    private final Map<String, Known> known = new HashMap<>();

    ContainerNames(Path docker) {
        this.docker = docker;
    }

    /** Name and image; the beginning of its id and nothing where they are not known. */
    Known of(String id) {
        Known found = known.get(id);
        if (found == null) {
            found = read(id);
            if (known.size() >= MOST_KEPT) {
                known.clear();
            }
            known.put(id, found);
        }
        return found;
    }

    private Known read(String id) {
        String name = id.substring(0, Math.min(12, id.length()));
        try {
            String description = Files.readString(docker.resolve(id).resolve("config.v2.json"));
            Matcher named = NAME.matcher(description);
            Matcher from = IMAGE.matcher(description);
            return new Known(named.find() ? named.group(1) : name, from.find() ? from.group(1) : "");
        } catch (IOException e) {
            return new Known(name, ""); // not Docker's, or not for us to read
        }
    }
}
