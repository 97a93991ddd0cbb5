package dev.nightjar.ingest.probe;

import com.google.re2j.Matcher;
import dev.nightjar.ingest.probeconfig.Check;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connects, encrypts where it is to, and speaks line by line. */
final class TcpProbe {
    private static final int MOST_LINE_BYTES = 64 << 10;

    private final Dialer dialer;
    private final Check.Tcp check;
    private final ProbeRun run;

    TcpProbe(Dialer dialer, Check.Tcp check, ProbeRun run) {
        this.dialer = dialer;
        this.check = check;
        this.run = run;
    }

    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_tcp_duration_seconds", "resolve", "connect", "tls", "exchange");
        run.value("probe_failed_due_to_regex", false);
        HostPort to = HostPort.of(target);
        Socket socket = dialer.connect(dialer.resolve(to.host(), check.ip(), run), to.port(), run);
        if (check.tls()) {
            socket = encrypt(socket, to.host());
        }
        if (!check.dialogue().isEmpty()) {
            run.enter("exchange");
            speak(socket, to.host());
        }
    }

    private Socket encrypt(Socket socket, String host) throws IOException, ProbeFailedException {
        TlsAccess access = check.access();
        return dialer.encrypt(socket, host, access, List.of(), run);
    }

    private void speak(Socket first, String host) throws IOException, ProbeFailedException {
        Socket socket = first;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (Check.Exchange step : check.dialogue()) {
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
                socket.getOutputStream().write((filled(step.send(), found) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (step.startTls()) {
                socket = encrypt(socket, host);
                run.enter("exchange");
                in = new BufferedInputStream(socket.getInputStream());
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
