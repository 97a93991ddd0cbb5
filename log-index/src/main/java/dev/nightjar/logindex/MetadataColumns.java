package dev.nightjar.logindex;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Structured metadata of a block's lines, a column a name: which lines have it, then their values one after the other,
 * so that the compression that follows sees like beside like.
 */
final class MetadataColumns {
    private MetadataColumns() {}

    static void write(ByteWriter out, Lines lines) {
        Map<String, List<byte[]>> columns = new TreeMap<>();
        Map<String, byte[]> present = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            for (Label label : lines.metadata(i)) {
                columns.computeIfAbsent(label.name(), name -> new ArrayList<>())
                        .add(label.value().getBytes(StandardCharsets.UTF_8));
                byte[] bits = present.computeIfAbsent(label.name(), name -> new byte[(lines.size() + 7) / 8]);
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        out.writeVarint(columns.size());
        columns.forEach((name, values) -> {
            out.writeText(name);
            boolean all = values.size() == lines.size();
            out.writeByte(all ? 1 : 0);
            if (!all) {
                out.write(java.util.Objects.requireNonNull(present.get(name)));
            }
            for (byte[] value : values) {
                out.writeVarint(value.length);
            }
            for (byte[] value : values) {
                out.write(value);
            }
        });
    }

    static Labels[] read(ByteReader in, int lines) {
        int columns = in.readCount(1);
        String[][] pairs = new String[lines][];
        int[] used = new int[lines];
        for (int column = 0; column < columns; column++) {
            String name = in.readText();
            boolean all = in.readByte() == 1;
            byte[] present = all ? new byte[0] : in.read((lines + 7) / 8);
            int[] lengths = new int[lines];
            for (int i = 0; i < lines; i++) {
                lengths[i] = all || (present[i >> 3] & 1 << (i & 7)) != 0 ? in.readCount(0) : -1;
            }
            for (int i = 0; i < lines; i++) {
                if (lengths[i] >= 0) {
                    String[] line = pairs[i] == null ? new String[2 * (columns - column)] : pairs[i];
                    pairs[i] = line;
                    line[used[i]++] = name;
                    line[used[i]++] = new String(in.read(lengths[i]), StandardCharsets.UTF_8);
                }
            }
        }
        Labels[] metadata = new Labels[lines];
        for (int i = 0; i < lines; i++) {
            metadata[i] = used[i] == 0 ? Labels.EMPTY : Labels.ofSortedPairs(Arrays.copyOf(pairs[i], used[i]));
        }
        return metadata;
    }

    /** Each line's value of the first of these names that it has, null where it has none; null where no line has any. */
    static @Nullable String @Nullable [] first(ByteReader in, int lines, String[] names) {
        Map<String, @Nullable String[]> wanted = new HashMap<>();
        int columns = in.readCount(1);
        for (int column = 0; column < columns; column++) {
            String name = in.readText();
            boolean all = in.readByte() == 1;
            byte[] present = all ? new byte[0] : in.read((lines + 7) / 8);
            int[] lengths = new int[lines];
            int bytes = 0;
            for (int i = 0; i < lines; i++) {
                lengths[i] = all || (present[i >> 3] & 1 << (i & 7)) != 0 ? in.readCount(0) : -1;
                bytes += Math.max(0, lengths[i]);
            }
            if (List.of(names).contains(name)) {
                wanted.put(name, values(in, lengths));
            } else {
                in.skip(bytes);
            }
        }
        return merged(wanted, lines, names);
    }

    private static @Nullable String[] values(ByteReader in, int[] lengths) {
        @Nullable String[] values = new @Nullable String[lengths.length];
        byte[] last = new byte[0];
        String lastText = "";
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] >= 0) {
                byte[] value = in.read(lengths[i]);
                lastText = Arrays.equals(value, last) ? lastText : new String(value, StandardCharsets.UTF_8);
                last = value;
                values[i] = lastText;
            }
        }
        return values;
    }

    private static @Nullable String @Nullable [] merged(
            Map<String, @Nullable String[]> wanted, int lines, String[] names) {
        if (wanted.isEmpty()) {
            return null;
        }
        @Nullable String[] merged = new @Nullable String[lines];
        for (String name : names) {
            @Nullable String[] values = wanted.get(name);
            for (int i = 0; values != null && i < lines; i++) {
                merged[i] = merged[i] == null ? values[i] : merged[i];
            }
        }
        return merged;
    }
}
