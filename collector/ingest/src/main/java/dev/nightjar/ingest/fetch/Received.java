package dev.nightjar.ingest.fetch;

import dev.nightjar.model.GzipInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A body as it came, which may be compressed. What cannot be decompressed to its end, and to the sum of its bytes that
 * is written there, is an error: half an exposition would look like series that have gone.
 *
 * @param encoding of the body; empty if none is said
 */
record Received(byte[] body, int length, String contentType, String encoding) {
    /**
     * @param mostBytes 0 for no limit
     * @param expected size, to begin with
     */
    Fetched decompressed(String url, long mostBytes, int expected) throws FetchException {
        if (!encoding.equalsIgnoreCase("gzip")) {
            return new Fetched(body, length, contentType);
        }
        byte[] text = new byte[Math.max(expected, length)];
        int size = 0;
        try (GzipInput gzip = new GzipInput(new ByteArrayInputStream(body, 0, length), 8192)) {
            while (true) {
                if (size == text.length) {
                    text = Arrays.copyOf(text, (int) Math.min(2L * size, Integer.MAX_VALUE - 16));
                }
                int read = gzip.read(text, size, text.length - size);
                if (read < 0) {
                    return new Fetched(text, size, contentType);
                }
                size += read;
                if ((mostBytes > 0 && size > mostBytes) || size == Integer.MAX_VALUE - 16) {
                    throw tooLarge(url, mostBytes);
                }
            }
        } catch (IOException e) {
            throw new FetchException(
                    FetchException.Reason.UNREACHABLE,
                    url + " answered with gzip that cannot be decompressed: " + FetchClient.describe(e));
        }
    }

    static FetchException tooLarge(String url, long mostBytes) {
        return new FetchException(
                FetchException.Reason.TOO_LARGE,
                "body_size_limit exceeded: " + url + " answered with more than " + mostBytes + " bytes");
    }
}
