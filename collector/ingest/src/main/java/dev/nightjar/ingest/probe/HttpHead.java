package dev.nightjar.ingest.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer.
 *
 * @param version such as {@code 1.1}
 * @param headers by name as it was written, in their order
 */
record HttpHead(String version, int status, List<Map.Entry<String, String>> headers) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/(\\d(?:\\.\\d)?) (\\d{3})(?: .*)?");
    private static final int MOST_BYTES = 64 << 10;

    HttpHead {
        headers = List.copyOf(headers);
    }

    /** Reads the head of the final answer; those that only say that it will come are passed over. */
    static HttpHead read(InputStream in) throws IOException, ProbeFailedException {
        HttpHead head = one(in);
        for (int interim = 0; head.status < 200 && head.status != 101; interim++) {
            if (interim == 10) {
                throw new ProbeFailedException("ten answers that another will come, and none came");
            }
            head = one(in);
        }
        return head;
    }

    private static HttpHead one(InputStream in) throws IOException, ProbeFailedException {
        int[] left = {MOST_BYTES};
        String first = line(in, left);
        Matcher matcher = STATUS_LINE.matcher(first);
        if (!matcher.matches()) {
            throw new ProbeFailedException("not an answer of HTTP: \""
                    + first.substring(0, Math.min(80, first.length())).replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProbeFailedException("not a header of HTTP: \"" + line + "\"");
            }
            headers.add(Map.entry(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
        return new HttpHead(
                String.valueOf(matcher.group(1)), Integer.parseInt(String.valueOf(matcher.group(2))), headers);
    }

    /** Without its end; {@code left} is how many bytes a head may still have. */
    static String line(InputStream in, int[] left) throws IOException, ProbeFailedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new ProbeFailedException("the connection was closed before the answer was whole");
            }
            if (--left[0] < 0) {
                throw new ProbeFailedException("the answer's head is longer than " + MOST_BYTES + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** All values of a header, whatever its letters' case. */
    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Where it sends to; nothing where it is an answer. */
    Optional<String> redirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> first("Location");
            default -> Optional.empty();
        };
    }
}
