package dev.nightjar.ingest.syslog;

import dev.nightjar.ingest.PlainNames;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 5424 and what people call RFC 3164, of which every part may be missing: what is not understood is text. No
 * message is refused. Used for one message.
 */
final class SyslogParser {
    /** User-level, notice: what RFC 3164 says of a message without priority. */
    private static final int DEFAULT_PRIORITY = 13;

    private static final int HIGHEST_PRIORITY = 191;

    private final byte[] in;
    private final long receivedNanos;
    private final ZoneId zone;
    private int at;

    private SyslogParser(byte[] in, long receivedNanos, ZoneId zone) {
        this.in = in;
        this.receivedNanos = receivedNanos;
        this.zone = zone;
    }

    /** @param zone of times that say none */
    static SyslogMessage parse(byte[] message, long receivedNanos, ZoneId zone) {
        return new SyslogParser(message, receivedNanos, zone).message();
    }

    private SyslogMessage message() {
        int priority = priority();
        if (looksAt('1') && at + 1 < in.length && in[at + 1] == ' ') {
            int start = at;
            at += 2;
            SyslogMessage message = version1(priority);
            if (message != null) {
                return message;
            }
            at = start;
        }
        return old(priority);
    }

    private int priority() {
        int i = 1;
        int priority = 0;
        while (looksAt('<') && i < 5 && i < in.length && in[i] >= '0' && in[i] <= '9') {
            priority = 10 * priority + in[i++] - '0';
        }
        if (i > 1 && i < in.length && in[i] == '>' && priority <= HIGHEST_PRIORITY) {
            at = i + 1;
            return priority;
        }
        return DEFAULT_PRIORITY;
    }

    /** Null where it is none after all. */
    private @Nullable SyslogMessage version1(int priority) {
        String time = word();
        OptionalLong nanos = time.equals("-") ? OptionalLong.empty() : offsetTime(time);
        if (nanos.isEmpty() && !time.equals("-")) {
            return null;
        }
        String host = valueOf(word());
        String app = valueOf(word());
        Labels.Builder metadata = Labels.builder();
        metadata.set("procid", valueOf(word()));
        metadata.set("msgid", valueOf(word()));
        if (looksAt('-')) {
            at++;
        } else {
            while (looksAt('[')) {
                if (!element(metadata)) {
                    return null;
                }
            }
        }
        skip(' ');
        if (at + 3 <= in.length && in[at] == (byte) 0xef && in[at + 1] == (byte) 0xbb && in[at + 2] == (byte) 0xbf) {
            at += 3; // the byte order mark that says UTF-8
        }
        return new SyslogMessage(priority / 8, priority % 8, nanos, host, app, metadata.build(), at);
    }

    private static String valueOf(String word) {
        return word.equals("-") ? "" : word;
    }

    /** {@code [id name="value" …]}; false where it does not end. */
    private boolean element(Labels.Builder to) {
        at++;
        int from = at;
        while (at < in.length && in[at] != ' ' && in[at] != ']') {
            at++;
        }
        String id = text(from, at);
        int enterprise = id.indexOf('@');
        String prefix = PlainNames.of(enterprise > 0 ? id.substring(0, enterprise) : id);
        boolean any = false;
        while (at < in.length && in[at] != ']') {
            skip(' ');
            from = at;
            while (at < in.length && in[at] != '=' && in[at] != ']') {
                at++;
            }
            String name = text(from, at);
            if (looksAt(']')) {
                break;
            }
            at++;
            String value = quoted();
            if (value == null) {
                return false;
            }
            to.set(prefix + "_" + PlainNames.of("_" + name).substring(1), value);
            any = true;
        }
        if (!looksAt(']')) {
            return false;
        }
        at++;
        if (!any) {
            to.set(prefix, "true");
        }
        return true;
    }

    private @Nullable String quoted() {
        if (!looksAt('"')) {
            return null;
        }
        at++;
        byte[] value = new byte[in.length - at];
        int length = 0;
        while (at < in.length && in[at] != '"') {
            boolean escapes = in[at] == '\\'
                    && at + 1 < in.length
                    && (in[at + 1] == '"' || in[at + 1] == '\\' || in[at + 1] == ']');
            at += escapes ? 1 : 0;
            value[length++] = in[at++];
        }
        if (at >= in.length) {
            return null;
        }
        at++;
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }

    private SyslogMessage old(int priority) {
        OptionalLong nanos = oldTime();
        String host = "";
        if (nanos.isPresent()) {
            skip(' ');
            int start = at;
            String first = word();
            if (isTag(first)) {
                at = start; // as programs write to their own machine's logger: no host
            } else {
                host = first;
            }
        }
        Labels.Builder metadata = Labels.builder();
        String app = tag(metadata);
        return new SyslogMessage(priority / 8, priority % 8, nanos, host, app, metadata.build(), at);
    }

    private static boolean isTag(String word) {
        return word.endsWith(":") || word.contains("[");
    }

    /** {@code sshd[123]:}; leaves everything as text where there is none. */
    private String tag(Labels.Builder metadata) {
        int start = at;
        int i = at;
        while (i < in.length && in[i] > ' ' && in[i] != ':' && in[i] != '[') {
            i++;
        }
        String app = text(start, i);
        int end = i;
        if (i < in.length && in[i] == '[') {
            int from = i + 1;
            while (i < in.length && in[i] > ' ' && in[i] != ']') {
                i++;
            }
            if (i + 1 >= in.length || in[i] != ']') {
                return "";
            }
            end = i + 1;
            metadata.set("procid", text(from, i));
        }
        if (app.isEmpty() || end >= in.length || in[end] != ':') {
            metadata.remove("procid");
            return "";
        }
        at = end + 1;
        skip(' ');
        return app;
    }

    /** As RFC 3164 writes it, or as RFC 3339 does, which most send today. */
    private OptionalLong oldTime() {
        int start = at;
        String first = word();
        OptionalLong time = first.length() > 10 ? offsetTime(first) : OptionalLong.empty();
        if (time.isPresent()) {
            return time;
        }
        at = start;
        OptionalLong yearless = YearlessTime.nanos(in, at, receivedNanos, zone);
        if (yearless.isPresent()) {
            at += YearlessTime.LENGTH;
        }
        return yearless;
    }

    private static OptionalLong offsetTime(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Up to the next space, which is passed over. */
    private String word() {
        int from = at;
        while (at < in.length && in[at] != ' ') {
            at++;
        }
        String word = text(from, at);
        at = Math.min(in.length, at + 1);
        return word;
    }

    private String text(int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    private boolean looksAt(char c) {
        return at < in.length && in[at] == c;
    }

    private void skip(char c) {
        while (looksAt(c)) {
            at++;
        }
    }
}
