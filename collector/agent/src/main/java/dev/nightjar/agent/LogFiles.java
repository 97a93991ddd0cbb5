package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * Log files to tail.
 *
 * @param path a file, a folder (every file in it that is not a rotated or compressed one), or a pattern with wildcards
 *     anywhere: {@code /var/log/*}{@code /app-*.log}, {@code **} for any number of folders
 * @param exclude patterns of what is left out: of names, or with a slash of whole paths
 * @param encoding of files that do not say theirs by a mark; empty for UTF-8
 * @param format how lines lie in them
 * @param labels of their lines, beside those of everything sent
 */
public record LogFiles(String path, List<String> exclude, String encoding, Format format, Labels labels) {
    /** How a file's lines are wrapped. */
    public enum Format {
        /** Docker's and Kubernetes' by where the file lies, else none. */
        AUTO,
        /** Not at all. */
        PLAIN,
        /** Docker's json-file. */
        DOCKER,
        /** The container runtime interface, as in Kubernetes. */
        CRI
    }

    /** Throws {@link IllegalArgumentException} where that cannot be tailed, saying why. */
    public LogFiles {
        exclude = List.copyOf(exclude);
        TextEncoding.of(encoding);
        LogSource.check(path, exclude);
    }

    public static LogFiles of(String path) {
        return new LogFiles(path, List.of(), "", Format.AUTO, Labels.EMPTY);
    }

    TextEncoding textEncoding() {
        return TextEncoding.of(encoding);
    }

    LogFormat formatOf(String file) {
        return switch (format) {
            case PLAIN -> new PlainFormat();
            case DOCKER -> new ContainerFormat(new DockerSyntax());
            case CRI -> new ContainerFormat(new CriSyntax());
            case AUTO ->
                ContainerPath.isDocker(file)
                        ? new ContainerFormat(new DockerSyntax())
                        : ContainerPath.isCri(file) ? new ContainerFormat(new CriSyntax()) : new PlainFormat();
        };
    }
}
