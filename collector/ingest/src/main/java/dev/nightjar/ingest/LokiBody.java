package dev.nightjar.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes what Loki's clients compress bodies with: also deflate without zlib's header, as Go writes it, and snappy in frames. */
final class LokiBody {
    private static final Set<String> KNOWN = Set.of("", "identity", "gzip", "x-gzip", "deflate", "snappy", "zstd");

    @FunctionalInterface
    private interface Source {
        InputStream open(InputStream body) throws IOException;
    }

    private LokiBody() {}

    static String encoding(@Nullable String header) throws MalformedException {
        String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(name)) {
            throw new MalformedException(
                    400,
                    "unsupported_encoding",
                    "Content-Encoding \"" + header + "\" not supported: send gzip, deflate, snappy, zstd or none");
        }
        return name;
    }

    static byte[] decode(byte[] body, String encoding, int maxBytes) throws MalformedException {
        if (encoding.equals("deflate") && !hasZlibHeader(body)) {
            return read(body, "deflate", in -> new InflaterInputStream(in, new Inflater(true)), maxBytes);
        }
        if (encoding.equals("snappy") && SnappyFrames.begin(body)) {
            return SnappyFrames.decode(body, maxBytes);
        }
        return Compression.decode(body, encoding, maxBytes);
    }

    private static boolean hasZlibHeader(byte[] body) {
        return body.length >= 2 && (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
    }

    private static byte[] read(byte[] body, String name, Source source, int maxBytes) throws MalformedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4 * body.length + 64);
        byte[] piece = new byte[16 << 10];
        try (InputStream in = source.open(new ByteArrayInputStream(body))) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (out.size() + n > maxBytes) {
                    throw MalformedException.tooLarge("request body too large: more than " + maxBytes
                            + " bytes once decompressed: send smaller requests");
                }
                out.write(piece, 0, n);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new MalformedException(name + ": truncated or damaged: " + e.getMessage());
        }
    }
}
