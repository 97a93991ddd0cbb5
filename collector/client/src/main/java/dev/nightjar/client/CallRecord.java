package dev.nightjar.client;

import java.util.Locale;

/** One record of a call as a line of {@code name=value} pairs, laid out in {@code docs/formats/call-records.md}. */
final class CallRecord {
    private final StringBuilder line = new StringBuilder(160);

    CallRecord(String event) {
        line.append("call=").append(event);
    }

    /** An empty value is left out. */
    CallRecord with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        line.append(' ').append(name).append('=');
        if (isBare(value)) {
            line.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    CallRecord withMillis(String name, long nanos) {
        return with(name, String.format(Locale.ROOT, "%.3f", nanos / 1e6));
    }

    /** The name of a parameter may hold anything: what a label's name cannot hold becomes an underscore. */
    CallRecord withParameter(String name, String value) {
        StringBuilder clean = new StringBuilder("p_");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            clean.append(kept ? c : '_');
        }
        return with(clean.toString(), value);
    }

    private static boolean isBare(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private void quote(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c < ' ' ? '?' : c);
            }
        }
        line.append('"');
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
