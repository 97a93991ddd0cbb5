package dev.nightjar.logindex;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The one digest that stands for a day as a commit left it: over the ends of its chains and what the commit says. */
final class DayHead {
    static final String DIGEST = "head";
    static final String SIGNATURE = "headSignature";
    private static final int MAGIC = 0x4e4a4844;

    /**
     * The end of a stream's chain.
     *
     * @param blocks in the chain
     * @param link of the last, or the chain's start
     */
    record StreamEnd(int id, Labels labels, int blocks, byte[] link) {
        static StreamEnd of(DayStream stream) {
            return new StreamEnd(stream.id(), stream.labels(), stream.sealed().size(), stream.chainHead());
        }
    }

    private DayHead() {}

    /** {@code commit}: all that the commit says but the head itself. */
    static byte[] digest(long day, Map<String, String> commit, List<StreamEnd> ends) {
        ByteWriter out = new ByteWriter(1024 + 128 * ends.size());
        out.writeInt(MAGIC).writeLong(day);
        new TreeMap<>(commit).forEach((key, value) -> {
            if (!key.equals(DIGEST) && !key.equals(SIGNATURE)) {
                out.writeText(key).writeText(value);
            }
        });
        ends.stream().sorted(Comparator.comparingInt(StreamEnd::id)).forEach(end -> {
            byte[] labels = LabelBytes.encode(end.labels());
            out.writeVarint(end.id()).writeVarint(labels.length).write(labels);
            out.writeVarint(end.blocks()).write(end.link());
        });
        return DayStream.sha256().digest(out.toBytes());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Empty where it is not hexadecimal. */
    static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
