package dev.nightjar.ingest.probe;

import com.google.re2j.Matcher;
import dev.nightjar.ingest.probeconfig.Check;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks line by line over a connection: waits for a line, answers, and encrypts where it is to. */
final class Dialogue {
    private static final int MOST_LINE_BYTES = 64 << 10;

    /** What is spoken over. */
    interface Connection {
        InputStream in() throws IOException;

        OutputStream out() throws IOException;

        /** The same, encrypted from here on. */
        Connection encrypted() throws IOException, ProbeFailedException;
    }

    private final List<Check.Exchange> steps;
    private final ProbeRun run;

    Dialogue(List<Check.Exchange> steps, ProbeRun run) {
        this.steps = steps;
        this.run = run;
    }

    void speak(Connection first) throws IOException, ProbeFailedException {
        if (steps.isEmpty()) {
            return;
        }
        run.enter("exchange");
        Connection connection = first;
        InputStream in = new BufferedInputStream(connection.in());
        for (Check.Exchange step : steps) {
            Matcher found = step.expect().isEmpty() ? null : await(step, in);
            if (!step.labels().isEmpty()) {
                String[] labels = step.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .flatMap(label -> List.of(label.getKey(), filled(label.getValue(), found)).stream())
                        .toArray(String[]::new);
                run.value("probe_expect_info", 1, labels);
            }
            if (!step.send().isEmpty()) {
                run.log("sends a line");
                OutputStream out = connection.out();
                out.write((filled(step.send(), found) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (step.startTls()) {
                connection = connection.encrypted();
                run.enter("exchange");
                in = new BufferedInputStream(connection.in());
            }
        }
    }

    /** Reads until a line matches. */
    private Matcher await(Check.Exchange step, InputStream in) throws IOException, ProbeFailedException {
        run.value("probe_failed_due_to_regex", true); // unless a line matches
        while (true) {
            String line;
            try {
                line = HttpHead.line(in, new int[] {MOST_LINE_BYTES});
            } catch (ProbeFailedException e) {
                throw new ProbeFailedException(
                        "no line came that matches \"" + step.expect().orElseThrow() + "\"", e);
            }
            run.log("read \"" + line + "\"");
            Matcher matcher = step.expect().orElseThrow().matcher(line);
            if (matcher.find()) {
                run.value("probe_failed_due_to_regex", false);
                return matcher;
            }
        }
    }

    /** With what the groups found in place of {@code ${1}} and {@code $1}. */
    private static String filled(String template, @Nullable Matcher found) {
        String text = template;
        for (int group = found == null ? -1 : found.groupCount(); group >= 0; group--) {
            String value = found == null || found.group(group) == null ? "" : found.group(group);
            text = text.replace("${" + group + "}", value).replace("$" + group, value);
        }
        return text;
    }
}
