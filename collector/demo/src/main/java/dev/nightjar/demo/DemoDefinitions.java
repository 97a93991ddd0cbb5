package dev.nightjar.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shop's rules, SLOs and on-call plan, as files a user could have written. */
public final class DemoDefinitions {
    private static final List<String> FILES = List.of(
            "rules/shop.yml",
            "rules/agents.yml",
            "slos/checkout.yml",
            "slos/payment.yml",
            "slos/catalog.yml",
            "oncall.yml");

    private DemoDefinitions() {}

    /** Writes them below {@code folder}; files that are there already stay as they are. */
    public static void writeTo(Path folder) {
        for (String name : FILES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                continue;
            }
            try (InputStream resource = DemoDefinitions.class.getResourceAsStream("/demo/" + name)) {
                if (resource == null) {
                    throw new IllegalStateException("the program lacks its resource /demo/" + name);
                }
                Files.createDirectories(file.getParent());
                Files.write(file, resource.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the demo's " + file, e);
            }
        }
    }
}
