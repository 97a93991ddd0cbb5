package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a container's log says: which container wrote it, and in which format. */
final class ContainerPath {
    private static final Pattern DOCKER = Pattern.compile(".*/containers/([0-9a-f]{12})[0-9a-f]{52}/[^/]+-json\\.log");
    private static final Pattern PODS = Pattern.compile(".*/log/pods/([^/_]+)_([^/_]+)_[^/]+/([^/]+)/[^/]+");
    private static final Pattern LINKS =
            Pattern.compile(".*/log/containers/([^/_]+)_([^/_]+)_([^/]+)-[0-9a-f]{64}\\.log");

    private ContainerPath() {}

    static boolean isDocker(String path) {
        return DOCKER.matcher(path).matches();
    }

    static boolean isCri(String path) {
        return PODS.matcher(path).matches() || LINKS.matcher(path).matches();
    }

    /** {@code container}, and in Kubernetes {@code namespace} and {@code pod}; none for other files. */
    static Labels labels(String path) {
        Matcher docker = DOCKER.matcher(path);
        if (docker.matches()) {
            return Labels.of("container", docker.group(1));
        }
        Matcher pods = PODS.matcher(path);
        if (pods.matches()) {
            return Labels.of("namespace", pods.group(1), "pod", pods.group(2), "container", pods.group(3));
        }
        Matcher links = LINKS.matcher(path);
        return links.matches()
                ? Labels.of("namespace", links.group(2), "pod", links.group(1), "container", links.group(3))
                : Labels.EMPTY;
    }
}
