package dev.nightjar.ingest.push;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.Labels;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads the group that a path names: {@code /metrics/job/JOB/LABEL/VALUE/…}. A name that ends with {@code @base64} has
 * its value in that form, for values with slashes or with nothing in them.
 */
final class GroupPath {
    static final String PREFIX = "/metrics/job";

    private static final String BASE64 = "@base64";

    private GroupPath() {}

    static Labels read(String path) throws MalformedException {
        String[] parts = path.substring("/metrics/".length()).split("/", -1);
        int length = parts.length;
        if (length % 2 == 1 && parts[length - 1].isEmpty()) {
            length--; // a slash at the end
        }
        if (length % 2 == 1) {
            throw invalid("the label " + parts[length - 1] + " has no value", path);
        }
        Labels.Builder group = Labels.builder();
        for (int i = 0; i < length; i += 2) {
            boolean encoded = parts[i].endsWith(BASE64);
            String name = encoded ? parts[i].substring(0, parts[i].length() - BASE64.length()) : parts[i];
            if (!isLabel(name)) {
                throw invalid(
                        "\"" + name + "\" is not a label: letters, digits and _, not a digit first, not __", path);
            }
            if (i > 0 && (name.equals("job") || !group.get(name).isEmpty())) {
                throw invalid("the label " + name + " is there twice", path);
            }
            group.set(name, encoded ? decoded(parts[i + 1], path) : plain(parts[i + 1], path));
        }
        Labels labels = group.build();
        if (!labels.has("job")) {
            throw invalid("the job has no name", path);
        }
        return labels;
    }

    private static boolean isLabel(String name) {
        boolean valid = !name.isEmpty() && !name.startsWith("__");
        for (int i = 0; valid && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            valid = letter || (i > 0 && c >= '0' && c <= '9');
        }
        return valid;
    }

    private static String plain(String value, String path) throws MalformedException {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("\"" + value + "\" is not percent-encoded", path);
        }
    }

    /** With the alphabet for addresses; padding may be there, and alone it stands for nothing. */
    private static String decoded(String value, String path) throws MalformedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(plain(value, path).replace("=", ""));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw invalid("\"" + value + "\" is not URL-safe base64 of UTF-8", path);
        }
    }

    private static MalformedException invalid(String what, String path) {
        return new MalformedException(
                400,
                "invalid_group",
                what + " in " + path
                        + "; a group is named by /metrics/job/JOB and then /LABEL/VALUE any number of times");
    }
}
