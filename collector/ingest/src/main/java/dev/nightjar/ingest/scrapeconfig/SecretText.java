package dev.nightjar.ingest.scrapeconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is never shown, given outright or in a file that is read anew each time it is needed. */
public sealed interface SecretText {
    /** @throws IOException where the file cannot be read */
    String read() throws IOException;

    /** Written in the configuration. */
    record Given(String text) implements SecretText {
        @Override
        public String read() {
            return text;
        }

        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** In a file; white space around it does not count. */
    record InFile(Path file) implements SecretText {
        @Override
        public String read() throws IOException {
            return Files.readString(file).strip();
        }
    }
}
