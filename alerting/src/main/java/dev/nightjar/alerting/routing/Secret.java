package dev.nightjar.alerting.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A text that is not shown: written in the file, or kept in a file of its own that is read each time it is needed, so
 * that it can be renewed without a reload.
 */
public record Secret(String text, @Nullable Path file) {
    public static final Secret NONE = new Secret("", null);

    public boolean isEmpty() {
        return text.isEmpty() && file == null;
    }

    /** Throws {@link UncheckedIOException} when its file cannot be read. */
    public String read() {
        Path from = file;
        if (from == null) {
            return text;
        }
        try {
            return Files.readString(from).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret in " + from, e);
        }
    }

    @Override
    public String toString() {
        return isEmpty() ? "" : "<secret>";
    }
}
