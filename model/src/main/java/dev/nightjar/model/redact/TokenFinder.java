package dev.nightjar.model.redact;

import java.nio.charset.StandardCharsets;

/**
 * What follows "Bearer ", and the value of an Authorization header, however it is written: as a header, in logfmt, in
 * JSON, in JSON within JSON. The scheme stays. What stands in angle brackets is a replacement already.
 */
final class TokenFinder implements Finder {
    private static final byte[] BEARER = "bearer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AUTHORIZATION = "authorization".getBytes(StandardCharsets.US_ASCII);

    /** The z of "authorization" is the rarest of its letters. */
    static final int UP_TO_Z = 7;

    private static final int SHORTEST = 4;
    private static final int LONGEST_SCHEME = 20;

    @Override
    public int needs() {
        return LineScan.TOKEN;
    }

    /** Whether "bearer" and a space begin here. */
    static boolean isBearer(byte[] text, int at, int end) {
        return at + BEARER.length < end && isWord(text, at, BEARER) && text[at + BEARER.length] == ' ';
    }

    /** Whether "authorization" begins here. */
    static boolean isAuthorization(byte[] text, int at, int start, int end) {
        return at >= start && at + AUTHORIZATION.length < end && isWord(text, at, AUTHORIZATION);
    }

    private static boolean isWord(byte[] text, int at, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            if ((text[at + i] | 0x20) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void find(byte[] text, int start, int end, Found found) {
        int i = start;
        while (i < end) {
            byte b = text[i];
            int behind = i + 1;
            if ((b == 'b' || b == 'B') && isBearer(text, i, end)) {
                behind = bearer(text, i + BEARER.length, end, found);
            } else if ((b == 'a' || b == 'A') && isAuthorization(text, i, start, end)) {
                behind = header(text, i + AUTHORIZATION.length, end, found);
            }
            i = behind;
        }
    }

    /** Says where to go on. */
    private static int bearer(byte[] text, int at, int end, Found found) {
        int first = skip(text, at, end, " ");
        int last = first;
        while (last < end && isToken(text[last])) {
            last++;
        }
        if (last - first >= SHORTEST) {
            found.add(first, last);
        }
        return last;
    }

    private static boolean isToken(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || "-._~+/=:".indexOf(b) >= 0;
    }

    /** Says where to go on. */
    private static int header(byte[] text, int at, int end, Found found) {
        int sign = skip(text, at, end, "\\\"' ");
        if (sign == end || (text[sign] != ':' && text[sign] != '=')) {
            return sign;
        }
        int first = skip(text, sign + 1, end, "\\\"' [");
        int last = valueEnd(text, first, end);
        if (last < end && text[last] == ' ' && isScheme(text, first, last)) {
            int credentials = skip(text, last, end, " ");
            boolean listed = isDigest(text, first, last);
            int behind = listed ? end : valueEnd(text, credentials, end);
            first = behind > credentials ? credentials : first;
            last = behind > credentials ? behind : last;
        }
        if (last > first && !isReplacement(text, first, last)) {
            found.add(first, last);
        }
        return last;
    }

    private static boolean isReplacement(byte[] text, int from, int to) {
        return to - from > 2 && text[from] == '<' && text[to - 1] == '>';
    }

    private static int skip(byte[] text, int at, int end, String what) {
        int i = at;
        while (i < end && what.indexOf(text[i]) >= 0) {
            i++;
        }
        return i;
    }

    private static int valueEnd(byte[] text, int at, int end) {
        int i = at;
        while (i < end && " \t\r\n\"'\\,;)]}".indexOf(text[i]) < 0) {
            i++;
        }
        return i;
    }

    /** A scheme is a word of letters: Basic, Digest, AWS4-HMAC-SHA256. */
    private static boolean isScheme(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            if (!letter && (i == from || !((b >= '0' && b <= '9') || b == '-'))) {
                return false;
            }
        }
        return to - from <= LONGEST_SCHEME;
    }

    /** Schemes whose credentials are a list with commas and quotes: all the rest of the line. */
    private static boolean isDigest(byte[] text, int from, int to) {
        String scheme = new String(text, from, to - from, StandardCharsets.US_ASCII);
        return scheme.equalsIgnoreCase("digest") || scheme.regionMatches(true, 0, "aws4", 0, 4);
    }
}
