package dev.nightjar.ingest.probe;

import dev.nightjar.model.GzipInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * The body of an answer.
 *
 * @param declared length, as the head says; -1 where it does not
 * @param length of what came, decompressed
 * @param start of it: what is kept to be looked at
 */
record HttpBody(long declared, long length, String start) {
    /** More is counted, but not looked at. */
    static final int MOST_KEPT = 10 << 20;

    /** @param limit of bytes, decompressed; 0 for none */
    static HttpBody read(HttpHead head, String method, String compression, InputStream in, long limit)
            throws IOException, ProbeFailedException {
        Optional<Long> declared = declared(head);
        boolean none = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        if (none) {
            return new HttpBody(declared.orElse(method.equals("HEAD") ? -1L : 0L), 0, "");
        }
        boolean chunked = head.all("Transfer-Encoding").stream().anyMatch(coding -> coding.equalsIgnoreCase("chunked"));
        InputStream framed =
                chunked ? new ChunkedInput(in) : declared.isPresent() ? new SizedInput(in, declared.get()) : in;
        long length = 0;
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] piece = new byte[16 << 10];
        InputStream plain = decompressed(head, compression, framed);
        for (int read = plain.read(piece); read >= 0; read = plain.read(piece)) {
            length += read;
            if (limit > 0 && length > limit) {
                throw new ProbeFailedException("the body is longer than body_size_limit, " + limit + " bytes");
            }
            kept.write(piece, 0, Math.min(read, Math.max(0, MOST_KEPT - kept.size())));
        }
        return new HttpBody(chunked ? -1 : declared.orElse(-1L), length, kept.toString(StandardCharsets.UTF_8));
    }

    boolean isWhole() {
        return length <= MOST_KEPT;
    }

    private static Optional<Long> declared(HttpHead head) throws ProbeFailedException {
        Optional<String> text = head.first("Content-Length");
        if (text.isPresent() && !text.get().matches("\\d{1,18}")) {
            throw new ProbeFailedException("not a Content-Length: \"" + text.get() + "\"");
        }
        return text.map(Long::parseLong);
    }

    private static InputStream decompressed(HttpHead head, String compression, InputStream in) throws IOException {
        if (compression.isEmpty() || !head.first("Content-Encoding").orElse("").equalsIgnoreCase(compression)) {
            return in;
        }
        return switch (compression) {
            case "gzip" -> new GzipInput(in);
            case "deflate" -> new InflaterInputStream(in);
            default -> in;
        };
    }

    /** Exactly so many bytes. */
    private static final class SizedInput extends InputStream {
        private final InputStream in;
        private long left;

        SizedInput(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(to, from, (int) Math.min(left, length));
            if (read < 0) {
                throw new IOException("the connection was closed, " + left + " bytes before the end of the body");
            }
            left -= read;
            return read;
        }
    }

    /** Pieces, each with its length before it (RFC 9112, 7.1). */
    private static final class ChunkedInput extends InputStream {
        private final InputStream in;
        private long left;
        private boolean begun;
        private boolean ended;

        ChunkedInput(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (left == 0 && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int read = in.read(to, from, (int) Math.min(left, length));
            if (read < 0) {
                throw new IOException("the connection was closed within a chunk of the body");
            }
            left -= read;
            return read;
        }

        private void next() throws IOException {
            if (begun && !line().isEmpty()) {
                throw new IOException("a chunk of the body is longer than it says");
            }
            begun = true;
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new IOException("not the length of a chunk: \"" + size + "\"");
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                ended = true;
                while (!line().isEmpty()) {
                    // trailers say nothing that is looked at
                }
            }
        }

        private String line() throws IOException {
            try {
                return HttpHead.line(in, new int[] {8 << 10});
            } catch (ProbeFailedException e) {
                throw new IOException(e.text(), e);
            }
        }
    }
}
