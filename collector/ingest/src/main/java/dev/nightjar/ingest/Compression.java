package dev.nightjar.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.nightjar.model.GzipInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Turns a body back into what it was before its {@code Content-Encoding}, within a limit. */
public final class Compression {
    /** Of zstd, 8 MiB: what its format asks every reader to take. */
    private static final int LARGEST_WINDOW_LOG = 23;

    private Compression() {}

    /** What a body of so many bytes can become at most. */
    static long mostDecoded(int bytes, @Nullable String encoding) {
        return switch (name(encoding)) {
            case "gzip", "x-gzip", "deflate" -> 1032L * bytes;
            case "zstd" -> Integer.MAX_VALUE;
            case "snappy" -> (long) SnappyBlock.MAX_RATIO * bytes;
            default -> bytes;
        };
    }

    private static String name(@Nullable String encoding) {
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    public static byte[] decode(byte[] body, @Nullable String encoding, int maxDecodedBytes) throws MalformedException {
        String name = name(encoding);
        return switch (name) {
            case "", "identity" -> {
                if (body.length > maxDecodedBytes) {
                    throw tooLarge(maxDecodedBytes);
                }
                yield body;
            }
            case "gzip", "x-gzip", "deflate", "zstd" -> inflate(body, name, maxDecodedBytes);
            case "snappy" -> SnappyBlock.decode(body, maxDecodedBytes);
            default ->
                throw new MalformedException(
                        415,
                        "unsupported_encoding",
                        "Content-Encoding \"" + name
                                + "\" is not one of gzip, deflate, zstd, snappy (block), identity");
        };
    }

    private static byte[] inflate(byte[] body, String name, int maxDecodedBytes) throws MalformedException {
        ByteArrayInputStream source = new ByteArrayInputStream(body);
        try (InputStream in = decompressing(source, name)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxDecodedBytes, 4 * body.length + 64));
            byte[] piece = new byte[16 << 10];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (out.size() + n > maxDecodedBytes) {
                    throw tooLarge(maxDecodedBytes);
                }
                out.write(piece, 0, n);
            }
            return out.toByteArray();
        } catch (EOFException e) {
            throw new MalformedException(name + ": truncated, the body ends at byte " + body.length);
        } catch (IOException e) {
            throw new MalformedException(
                    name + ": damaged near byte " + (body.length - source.available()) + ": " + e.getMessage());
        }
    }

    private static InputStream decompressing(InputStream source, String name) throws IOException {
        return switch (name) {
            case "deflate" -> new InflaterInputStream(source);
            case "zstd" -> new ZstdInputStreamNoFinalizer(source).setLongMax(LARGEST_WINDOW_LOG);
            default -> new GzipInput(source);
        };
    }

    private static MalformedException tooLarge(int maxDecodedBytes) {
        return MalformedException.tooLarge(
                "the body is larger than " + maxDecodedBytes + " bytes once decompressed: send smaller requests");
    }
}
