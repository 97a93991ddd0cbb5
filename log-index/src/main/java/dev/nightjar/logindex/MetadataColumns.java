package dev.nightjar.logindex;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
