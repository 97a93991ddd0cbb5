package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.gotemplate.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The templates that receivers' texts may use: ours under Alertmanager's names, and the user's files over them. */
public final class DefaultTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultTemplates.class);

    private DefaultTemplates() {}

    /** A file that cannot be used is left out and said so: what it defines will then say that it is not defined. */
    public static TemplateSet with(Routing routing) {
        List<TemplateSet.File> files = new ArrayList<>();
        files.add(new TemplateSet.File("notices.tmpl", ours()));
        for (Path file : routing.templates()) {
            try {
                TemplateSet.File read = read(file);
                TemplateSet.parse(List.of(read));
                files.add(read);
            } catch (IOException | TemplateException e) {
                LOG.error("the templates in {} cannot be used: {}", file, e.getMessage());
            }
        }
        return TemplateSet.parse(files);
    }

    /** Alertmanager's errors name the file without its folder. */
    private static TemplateSet.File read(Path file) throws IOException {
        return new TemplateSet.File(String.valueOf(file.getFileName()), Files.readString(file));
    }

    private static String ours() {
        try (InputStream in = DefaultTemplates.class.getResourceAsStream("notices.tmpl")) {
            if (in == null) {
                throw new IllegalStateException("notices.tmpl is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read notices.tmpl", e);
        }
    }
}
