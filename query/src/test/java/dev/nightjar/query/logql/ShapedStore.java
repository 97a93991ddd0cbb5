package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store whose lines have shapes: what is letters and digits, and has a digit, is a slot. */
record ShapedStore(LogReader store, Map<String, LineShape> shapes) implements LogReader {
    private static final Pattern VARYING = Pattern.compile("[a-zA-Z]*[0-9][a-zA-Z0-9]*");

    static ShapedStore over(LogReader store) {
        return new ShapedStore(store, new HashMap<>());
    }

    @Override
    public LogCursor select(LogSelection selection) {
        return new ShapedCursor(store.select(selection));
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        return store.streams(selection);
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        return store.volume(selection, sliceNanos);
    }

    private final class ShapedCursor implements LogCursor {
        private final LogCursor lines;
        private List<String> slots = List.of();
        private @Nullable LineShape shape;

        ShapedCursor(LogCursor lines) {
            this.lines = lines;
        }

        @Override
        public boolean next() {
            if (!lines.next()) {
                return false;
            }
            String line = new String(lines.line(), StandardCharsets.UTF_8);
            Matcher varying = VARYING.matcher(line);
            List<String> values = new ArrayList<>();
            List<byte[]> literals = new ArrayList<>();
            int from = 0;
            while (varying.find()) {
                literals.add(line.substring(from, varying.start()).getBytes(StandardCharsets.UTF_8));
                values.add(varying.group());
                from = varying.end();
            }
            literals.add(line.substring(from).getBytes(StandardCharsets.UTF_8));
            boolean[] numbers = new boolean[values.size()];
            StringBuilder key = new StringBuilder();
            int[] ends = new int[literals.size()];
            int length = 0;
            for (int i = 0; i < ends.length; i++) {
                length += literals.get(i).length;
                ends[i] = length;
                if (i < numbers.length) {
                    numbers[i] = values.get(i).matches("[0-9]+|[0-9a-f]{4,}");
                }
                key.append(new String(literals.get(i), StandardCharsets.UTF_8))
                        .append(i < numbers.length && numbers[i] ? '\1' : '\2');
            }
            byte[] all = new byte[length];
            for (int i = 0; i < ends.length; i++) {
                System.arraycopy(literals.get(i), 0, all, i == 0 ? 0 : ends[i - 1], literals.get(i).length);
            }
            slots = values;
            shape = shapes.computeIfAbsent(key.toString(), text -> new LineShape(all, ends, numbers));
            return true;
        }

        @Override
        public Labels labels() {
            return lines.labels();
        }

        @Override
        public long timestampNanos() {
            return lines.timestampNanos();
        }

        @Override
        public byte[] line() {
            return lines.line();
        }

        @Override
        public Labels metadata() {
            return lines.metadata();
        }

        @Override
        public @Nullable LineShape shape() {
            return shape;
        }

        @Override
        public byte[] slot(int slot) {
            return slots.get(slot).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
