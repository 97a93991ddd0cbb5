package dev.nightjar.ingest.syslog;

import dev.nightjar.ingest.LabelPairs;
import dev.nightjar.ingest.PlainNames;
import dev.nightjar.ingest.TimeText;
import dev.nightjar.ingest.port.Message;
import java.nio.charset.StandardCharsets;
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
    private final int end;
    private final long receivedNanos;
    private final ZoneId zone;
    private int at;

    private SyslogParser(Message message, ZoneId zone) {
        this.in = message.in();
        this.at = message.from();
        this.end = message.to();
        this.receivedNanos = message.receivedNanos();
        this.zone = zone;
    }

    /** @param zone of times that say none */
    static SyslogMessage parse(Message message, ZoneId zone) {
        return new SyslogParser(message, zone).message();
    }

    private SyslogMessage message() {
        int priority = priority();
        if (looksAt('1') && at + 1 < end && in[at + 1] == ' ') {
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
        int i = at + 1;
        int priority = 0;
        while (looksAt('<') && i < at + 5 && i < end && in[i] >= '0' && in[i] <= '9') {
            priority = 10 * priority + in[i++] - '0';
        }
        if (i > at + 1 && i < end && in[i] == '>' && priority <= HIGHEST_PRIORITY) {
            at = i + 1;
            return priority;
        }
        return DEFAULT_PRIORITY;
    }

    /** Null where it is none after all. */
    private @Nullable SyslogMessage version1(int priority) {
        String time = word();
        OptionalLong nanos = time.equals("-") ? OptionalLong.empty() : TimeText.nanos(time);
        if (nanos.isEmpty() && !time.equals("-")) {
            return null;
        }
        String host = valueOf(word());
        String app = valueOf(word());
        LabelPairs metadata = new LabelPairs();
        metadata.add("procid", valueOf(word()));
        metadata.add("msgid", valueOf(word()));
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
        if (at + 3 <= end && in[at] == (byte) 0xef && in[at + 1] == (byte) 0xbb && in[at + 2] == (byte) 0xbf) {
            at += 3; // the byte order mark that says UTF-8
        }
        return new SyslogMessage(priority / 8, priority % 8, nanos, host, app, metadata, at);
    }

    private static String valueOf(String word) {
        return word.equals("-") ? "" : word;
    }

    /** {@code [id name="value" …]}; false where it does not end. */
    private boolean element(LabelPairs to) {
        at++;
        int from = at;
        while (at < end && in[at] != ' ' && in[at] != ']') {
            at++;
        }
        String id = text(from, at);
        int enterprise = id.indexOf('@');
        String prefix = PlainNames.of(enterprise > 0 ? id.substring(0, enterprise) : id);
        boolean any = false;
        while (at < end && in[at] != ']') {
            skip(' ');
            from = at;
            while (at < end && in[at] != '=' && in[at] != ']') {
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
            to.add(prefix + "_" + PlainNames.of("_" + name).substring(1), value);
            any = true;
        }
        if (!looksAt(']')) {
            return false;
        }
        at++;
        if (!any) {
            to.add(prefix, "true");
        }
        return true;
    }

    private @Nullable String quoted() {
        if (!looksAt('"')) {
            return null;
        }
        at++;
        byte[] value = new byte[end - at];
        int length = 0;
        while (at < end && in[at] != '"') {
            boolean escapes =
                    in[at] == '\\' && at + 1 < end && (in[at + 1] == '"' || in[at + 1] == '\\' || in[at + 1] == ']');
            at += escapes ? 1 : 0;
            value[length++] = in[at++];
        }
        if (at >= end) {
            return null;
        }
        at++;
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }

    private SyslogMessage old(int priority) {
        OptionalLong nanos = oldTime();
        String host = "";
        if (nanos.isPresent() && looksAt(':')) {
            at++; // as firewalls write that were not told to name themselves
            skip(' ');
        } else if (nanos.isPresent()) {
            skip(' ');
            int start = at;
            String first = word();
            if (isTag(first)) {
                at = start; // as programs write to their own machine's logger: no host
            } else {
                host = first;
            }
        }
        LabelPairs metadata = new LabelPairs();
        String app = tag(metadata);
        return new SyslogMessage(priority / 8, priority % 8, nanos, host, app, metadata, at);
    }

    private static boolean isTag(String word) {
        return word.endsWith(":") || word.contains("[");
    }

    /** {@code sshd[123]:}; leaves everything as text where there is none. */
    private String tag(LabelPairs metadata) {
        if (looksAt(':') && at + 1 < end && in[at + 1] == ' ') {
            at += 2; // which stands between a host and its message, where there is no program
        }
        if (looksAt('%')) {
            return ""; // a device's message code, of which each has hundreds: text, not the name of a program
        }
        int start = at;
        int i = at;
        while (i < end && in[i] > ' ' && in[i] != ':' && in[i] != '[') {
            i++;
        }
        String app = text(start, i);
        int tagEnd = i;
        String process = "";
        if (i < end && in[i] == '[') {
            int from = i + 1;
            while (i < end && in[i] > ' ' && in[i] != ']') {
                i++;
            }
            if (i + 1 >= end || in[i] != ']') {
                return "";
            }
            tagEnd = i + 1;
            process = text(from, i);
        }
        if (app.isEmpty() || tagEnd >= end || in[tagEnd] != ':') {
            return "";
        }
        metadata.add("procid", process);
        at = tagEnd + 1;
        skip(' ');
        return app;
    }

    /** As RFC 3164 writes it, or as RFC 3339 does, which most send today. */
    private OptionalLong oldTime() {
        int start = at;
        String first = word();
        OptionalLong time = first.length() > 10 ? TimeText.nanos(first) : OptionalLong.empty();
        if (time.isPresent()) {
            return time;
        }
        at = start;
        OptionalLong dated = YearlessTime.nanosWithYear(in, at, end, zone);
        if (dated.isPresent()) {
            at += YearlessTime.LENGTH_WITH_YEAR;
            return plusFraction(dated.getAsLong());
        }
        OptionalLong yearless = YearlessTime.nanos(in, at, end, receivedNanos, zone);
        if (yearless.isPresent()) {
            at += YearlessTime.LENGTH;
            return plusFraction(yearless.getAsLong());
        }
        return yearless;
    }

    /** {@code .123}, up to nanoseconds, where it stands behind the seconds. */
    private OptionalLong plusFraction(long nanos) {
        long fraction = 0;
        if (looksAt('.')) {
            at++;
            for (long unit = 100_000_000L; unit > 0 && at < end && in[at] >= '0' && in[at] <= '9'; unit /= 10) {
                fraction += unit * (in[at++] - '0');
            }
        }
        return OptionalLong.of(nanos + fraction);
    }

    /** Up to the next space, which is passed over. */
    private String word() {
        int from = at;
        while (at < end && in[at] != ' ') {
            at++;
        }
        String word = text(from, at);
        at = Math.min(end, at + 1);
        return word;
    }

    private String text(int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    private boolean looksAt(char c) {
        return at < end && in[at] == c;
    }

    private void skip(char c) {
        while (looksAt(c)) {
            at++;
        }
    }
}
