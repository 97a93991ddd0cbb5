package dev.nightjar.query.logql;

/** A walk over the pairs of a line {@code key=value key="a value" flag}. What is no pair is passed over, and remembered. */
final class LogfmtScan {
    private final String text;
    private int at;
    private String key = "";
    private String value = "";
    private String problem = "";

    LogfmtScan(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The last thing that was no pair; empty where all was well. */
    String problem() {
        return problem;
    }

    String key() {
        return key;
    }

    /** Without quotes and escapes; empty for a key alone. */
    String value() {
        return value;
    }

    /** Steps on. False where what stands there is no pair. */
    boolean next() {
        key = "";
        value = "";
        while (!atEnd() && text.charAt(at) <= ' ') {
            at++;
        }
        if (atEnd()) {
            return false;
        }
        int start = at;
        while (!atEnd() && text.charAt(at) > ' ' && text.charAt(at) != '=') {
            if (text.charAt(at) == '"') {
                return unexpected();
            }
            at++;
        }
        key = text.substring(start, at);
        if (key.isEmpty()) {
            return unexpected();
        }
        if (key.indexOf('\uFFFD') >= 0) {
            problem("invalid key");
            return skipped();
        }
        if (atEnd() || text.charAt(at) <= ' ') {
            return true;
        }
        at++;
        if (atEnd() || text.charAt(at) <= ' ') {
            return true;
        }
        return text.charAt(at) == '"' ? quoted() : bare();
    }

    private boolean bare() {
        int start = at;
        while (!atEnd() && text.charAt(at) > ' ') {
            if (text.charAt(at) == '=' || text.charAt(at) == '"') {
                return unexpected();
            }
            at++;
        }
        value = text.substring(start, at);
        return true;
    }

    private boolean quoted() {
        StringBuilder unquoted = new StringBuilder();
        int open = at++;
        boolean wrong = false;
        while (!atEnd() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                unquoted.append(c);
            } else if (!atEnd()) {
                wrong |= !escape(unquoted);
            }
        }
        if (atEnd()) {
            at = text.length();
            problem("unterminated quoted value");
            return false;
        }
        at++;
        if (wrong) {
            problem("invalid quoted value");
            return false;
        }
        value = open + 2 == at ? "" : unquoted.toString();
        return true;
    }

    private boolean escape(StringBuilder unquoted) {
        char c = text.charAt(at++);
        int plain = "\"\\/'bfnrt".indexOf(c);
        if (plain >= 0) {
            unquoted.append("\"\\/'\b\f\n\r\t".charAt(plain));
            return true;
        }
        boolean hex = c == 'u'
                && at + 4 <= text.length()
                && text.substring(at, at + 4).chars().allMatch(d -> d < 128 && Character.digit(d, 16) >= 0);
        if (hex) {
            unquoted.append((char) Integer.parseInt(text, at, at + 4, 16));
            at += 4;
        }
        return hex;
    }

    private boolean unexpected() {
        problem("unexpected '" + text.charAt(at) + "'");
        return skipped();
    }

    private boolean skipped() {
        while (!atEnd() && text.charAt(at) > ' ') {
            at++;
        }
        return false;
    }

    private void problem(String what) {
        problem = "logfmt syntax error at pos " + (at + 1) + " : " + what;
    }
}
