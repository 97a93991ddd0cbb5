package dev.nightjar.gotemplate;

import java.util.Optional;

/** What stands between two quotes, without its escapes. */
final class Unquoting {
    private final String quoted;
    private final StringBuilder out = new StringBuilder();

    /** @param quoted with its quotes, the same at both ends */
    Unquoting(String quoted) {
        this.quoted = quoted;
    }

    /** Empty where an escape is none. */
    Optional<String> text() {
        int at = 1;
        int end = quoted.length() - 1;
        while (at >= 0 && at < end) {
            char c = quoted.charAt(at++);
            if (c == '\\') {
                at = at < end ? escape(at) : -1;
            } else {
                out.append(c);
            }
        }
        return at == end ? Optional.of(out.toString()) : Optional.empty();
    }

    /** Says where the text goes on; negative where this is no escape. */
    private int escape(int at) {
        char c = quoted.charAt(at);
        return switch (c) {
            case 'a' -> plain('\u0007', at);
            case 'b' -> plain('\b', at);
            case 'f' -> plain('\f', at);
            case 'n' -> plain('\n', at);
            case 'r' -> plain('\r', at);
            case 't' -> plain('\t', at);
            case 'v' -> plain('\u000b', at);
            case '\\' -> plain(c, at);
            case '"', '\'' -> c == quoted.charAt(0) ? plain(c, at) : -1;
            case 'x' -> code(at + 1, 2, 16);
            case 'u' -> code(at + 1, 4, 16);
            case 'U' -> code(at + 1, 8, 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> code(at, 3, 8);
            default -> -1;
        };
    }

    private int plain(char c, int at) {
        out.append(c);
        return at + 1;
    }

    /** A character by its number; one in octal digits is a byte. */
    private int code(int from, int digits, int radix) {
        int end = from + digits;
        if (end >= quoted.length()) {
            return -1;
        }
        long code = 0;
        for (int at = from; at < end; at++) {
            int digit = quoted.charAt(at) < 0x80 ? Character.digit(quoted.charAt(at), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * radix + digit;
        }
        if (code > (radix == 8 ? 0xff : Character.MAX_CODE_POINT)) {
            return -1;
        }
        out.appendCodePoint((int) code);
        return end;
    }
}
