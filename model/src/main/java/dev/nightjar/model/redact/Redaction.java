package dev.nightjar.model.redact;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of lines, and of their metadata's values, what rules find. What they find is looked for in the line as it
 * came; where finds overlap they become one, replaced as the first of them. A line in which nothing is found stays the
 * same bytes, UTF-8 or not. Stream labels are not looked at. Thread-safe; counts what it replaces.
 */
public final class Redaction {
    private static final int HASH_BYTES = 6;

    private static final class Rule {
        private final String name;
        private final Finder finder;
        private final LongAdder replaced = new LongAdder();

        Rule(String name, Finder finder) {
            this.name = name;
            this.finder = finder;
        }
    }

    private record Find(Rule rule, int start, int end) {}

    private final List<Rule> rules = new ArrayList<>();
    private final @Nullable SecretKeySpec key;
    private @Nullable Rule token;

    /** What built-in rules need to be worth asking. */
    private int scanned;

    /** Whether rules must be asked whatever the scan says. */
    private boolean always;

    public Redaction(RedactionRules of) {
        for (RedactionRules.BuiltIn each : of.builtIn()) {
            Rule rule = new Rule(each.word(), each.finder());
            token = each == RedactionRules.BuiltIn.TOKEN ? rule : token;
            add(rule);
        }
        for (RedactionPattern each : of.patterns()) {
            add(new Rule(each.name(), each.finder()));
        }
        this.key = of.hashKey().isEmpty()
                ? null
                : new SecretKeySpec(of.hashKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private void add(Rule rule) {
        rules.add(rule);
        scanned |= rule.finder.needs();
        always |= rule.finder.needs() == 0;
    }

    /** How often each rule has replaced something, by its name. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        rules.forEach(rule -> counts.put(rule.name, rule.replaced.sum()));
        return counts;
    }

    /** The batch without what is not to be kept; the same batch where nothing was found. */
    public LogBatch apply(LogBatch batch) {
        List<LogBatch.Stream> streams = batch.streams();
        List<LogBatch.Stream> changed = null;
        for (int i = 0; i < streams.size(); i++) {
            LogBatch.Stream stream = streams.get(i);
            LogBatch.Stream redacted = apply(stream);
            if (redacted != stream && changed == null) {
                changed = new ArrayList<>(streams);
            }
            if (changed != null) {
                changed.set(i, redacted);
            }
        }
        return changed == null ? batch : new LogBatch(changed);
    }

    private LogBatch.Stream apply(LogBatch.Stream stream) {
        LogBatch.StreamBuilder changed = null;
        for (int i = 0; i < stream.size(); i++) {
            byte[] line = line(stream.text(), stream.lineStart(i), stream.lineEnd(i));
            Labels metadata = metadata(stream.metadata(i));
            if (changed == null && (line != null || !metadata.equals(stream.metadata(i)))) {
                changed = LogBatch.stream(stream.labels());
                for (int before = 0; before < i; before++) {
                    copy(stream, before, changed);
                }
            }
            if (changed != null) {
                byte[] text = line == null ? stream.text() : line;
                int start = line == null ? stream.lineStart(i) : 0;
                int end = line == null ? stream.lineEnd(i) : line.length;
                changed.line(stream.timestampNanos(i), text, start, end, metadata);
            }
        }
        return changed == null ? stream : changed.build();
    }

    private static void copy(LogBatch.Stream from, int line, LogBatch.StreamBuilder to) {
        to.line(from.timestampNanos(line), from.text(), from.lineStart(line), from.lineEnd(line), from.metadata(line));
    }

    /** The line {@code text[start, end)} as it may be kept; null where it may be kept as it is. */
    public byte @Nullable [] line(byte[] text, int start, int end) {
        int seen = scanned == 0 ? 0 : LineScan.of(text, start, end);
        if ((seen & scanned) == 0 && !always) {
            return null;
        }
        List<Find> finds = List.of();
        for (int i = 0; i < rules.size(); i++) {
            Finder finder = rules.get(i).finder;
            int needs = finder.needs();
            if (needs == 0 ? finder.mayFind(text, start, end) : (needs & seen) != 0) {
                finds = with(finds, rules.get(i), text, start, end);
            }
        }
        return finds.isEmpty() ? null : replaced(text, start, end, united(finds));
    }

    private static List<Find> with(List<Find> before, Rule rule, byte[] text, int start, int end) {
        List<Find> finds = new ArrayList<>(before);
        rule.finder.find(text, start, end, (from, to) -> finds.add(new Find(rule, from, to)));
        return finds;
    }

    /** In the order of the text, none overlapping another. */
    private static List<Find> united(List<Find> finds) {
        finds.sort(java.util.Comparator.comparingInt(Find::start));
        List<Find> united = new ArrayList<>();
        for (Find find : finds) {
            Find last = united.isEmpty() ? null : united.get(united.size() - 1);
            if (last != null && find.start() < last.end()) {
                united.set(united.size() - 1, new Find(last.rule(), last.start(), Math.max(last.end(), find.end())));
            } else {
                united.add(find);
            }
        }
        return united;
    }

    private byte[] replaced(byte[] text, int start, int end, List<Find> finds) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(end - start + 32);
        int at = start;
        for (Find find : finds) {
            line.write(text, at, find.start() - at);
            line.writeBytes(replacement(find.rule(), Arrays.copyOfRange(text, find.start(), find.end())));
            find.rule().replaced.increment();
            at = find.end();
        }
        line.write(text, at, end - at);
        return line.toByteArray();
    }

    private byte[] replacement(Rule rule, byte[] value) {
        String hash = key == null ? "" : ":" + hash(rule.finder.canonical(value));
        return ("<" + rule.name + hash + ">").getBytes(StandardCharsets.UTF_8);
    }

    private String hash(byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(value), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The labels with their values as they may be kept; the same labels where nothing was found. */
    public Labels metadata(Labels labels) {
        if (labels.isEmpty()) {
            return labels;
        }
        Labels.Builder changed = null;
        for (Label label : labels) {
            String value = value(label);
            if (!value.equals(label.value())) {
                changed = changed == null ? labels.toBuilder() : changed;
                changed.set(label.name(), value);
            }
        }
        return changed == null ? labels : changed.build();
    }

    private String value(Label label) {
        byte[] value = label.value().getBytes(StandardCharsets.UTF_8);
        byte[] line = line(value, 0, value.length);
        if (line == null && value.length > 0 && value[0] != '<' && namesCredentials(label.name())) {
            Rule token = this.token;
            if (token != null) {
                token.replaced.increment();
                line = replacement(token, value);
            }
        }
        return line == null ? label.value() : new String(line, StandardCharsets.UTF_8);
    }

    /** What stands in a header of this name is a credential whatever it looks like. */
    private static boolean namesCredentials(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("authorization");
    }
}
