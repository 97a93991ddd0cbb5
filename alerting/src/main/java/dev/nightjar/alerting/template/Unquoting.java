package dev.nightjar.alerting.template;

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
            case 'x' -> code(at + 1, 2);
            case 'u' -> code(at + 1, 4);
            case 'U' -> code(at + 1, 8);
            default -> -1;
        };
    }

    private int plain(char c, int at) {
        out.append(c);
        return at + 1;
    }

    /** A character by its number in hexadecimal digits. */
    private int code(int from, int digits) {
        int end = from + digits;
        String hex = end < quoted.length() ? quoted.substring(from, end) : "";
        if (!hex.matches("[0-9a-fA-F]+") || !Character.isValidCodePoint((int) Long.parseLong(hex, 16))) {
            return -1;
        }
        out.appendCodePoint(Integer.parseInt(hex, 16));
        return end;
    }
}
