package dev.nightjar.logindex.pattern;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the book's file is made of: each says one thing that changed. */
sealed interface PatternRecord {
    record Service(int id, String name) implements PatternRecord {}

    /** A line of the service was seen at this time, and none before it. */
    record Known(int service, long sinceNanos) implements PatternRecord {}

    record Created(int id, int service, String frame, List<String> words) implements PatternRecord {}

    record Widened(int id, List<String> words) implements PatternRecord {}

    record TookUp(int id, int other) implements PatternRecord {}

    record Seen(int id, String version, long sinceNanos) implements PatternRecord {}

    record Forgotten(int id) implements PatternRecord {}

    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Service(int id, String name) -> {
                    out.writeByte(0);
                    out.writeInt(id);
                    writeText(out, name);
                }
                case Known(int service, long sinceNanos) -> {
                    out.writeByte(1);
                    out.writeInt(service);
                    out.writeLong(sinceNanos);
                }
                case Created(int id, int service, String frame, List<String> words) -> {
                    out.writeByte(2);
                    out.writeInt(id);
                    out.writeInt(service);
                    writeText(out, frame);
                    writeTexts(out, words);
                }
                case Widened(int id, List<String> words) -> {
                    out.writeByte(3);
                    out.writeInt(id);
                    writeTexts(out, words);
                }
                case TookUp(int id, int other) -> {
                    out.writeByte(4);
                    out.writeInt(id);
                    out.writeInt(other);
                }
                case Seen(int id, String version, long sinceNanos) -> {
                    out.writeByte(5);
                    out.writeInt(id);
                    writeText(out, version);
                    out.writeLong(sinceNanos);
                }
                case Forgotten(int id) -> {
                    out.writeByte(6);
                    out.writeInt(id);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refuses to be written", e);
        }
        return bytes.toByteArray();
    }

    /** Throws where the bytes are no record. */
    static PatternRecord of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Service(in.readInt(), readText(in));
            case 1 -> new Known(in.readInt(), in.readLong());
            case 2 -> new Created(in.readInt(), in.readInt(), readText(in), readTexts(in));
            case 3 -> new Widened(in.readInt(), readTexts(in));
            case 4 -> new TookUp(in.readInt(), in.readInt());
            case 5 -> new Seen(in.readInt(), readText(in), in.readLong());
            case 6 -> new Forgotten(in.readInt());
            default -> throw new IOException("a record of kind " + kind);
        };
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException(count + " texts");
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(readText(in));
        }
        return texts;
    }
}
