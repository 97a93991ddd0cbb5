package dev.nightjar.agent;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry looks like so far, to tell whether the next line goes on with it: an indented one does, the cause of an
 * exception does, and an exception's name does once: the second is another error's. A name without a package, such as
 * {@code Error: disk full}, is as often a line of its own, and goes on only with what is indented, as in Python.
 */
final class EntryShape {
    private static final int LOOK_AT_BYTES = 120;

    private static final Pattern CAUSE = Pattern.compile("(?:Caused by:|Suppressed:|\\.\\.\\. \\d+ (?:more|common)).*");

    private static final Pattern THROWN =
            Pattern.compile("((?:[\\w$]+\\.)*)[\\w$]*(?:Exception|Error|Throwable)(?::|$).*");

    private static final String UNCAUGHT = "Exception in thread ";

    private boolean thrown;
    private boolean indented;

    private EntryShape() {}

    /** Of an entry that begins with the line {@code bytes[from, to)}. */
    static EntryShape begun(byte[] bytes, int from, int to) {
        EntryShape shape = new EntryShape();
        if (mayBeTrace(bytes, from, to)) {
            String line = beginning(bytes, from, to);
            shape.thrown = line.startsWith(UNCAUGHT) || THROWN.matcher(line).matches();
        }
        return shape;
    }

    /** Whether the line {@code bytes[from, to)} goes on with the entry; if so it is part of it from now on. */
    boolean takes(byte[] bytes, int from, int to) {
        if (from < to && (bytes[from] == ' ' || bytes[from] == '\t')) {
            indented = true;
            return true;
        }
        if (!mayBeTrace(bytes, from, to)) {
            return false;
        }
        String line = beginning(bytes, from, to);
        if (CAUSE.matcher(line).matches()) {
            indented = false;
            return true;
        }
        Matcher name = THROWN.matcher(line);
        if (thrown || !name.matches() || (name.group(1).isEmpty() && !indented)) {
            return false;
        }
        thrown = true;
        indented = false;
        return true;
    }

    private static boolean mayBeTrace(byte[] bytes, int from, int to) {
        if (from == to) {
            return false;
        }
        byte first = bytes[from];
        return first == '.' || first == '$' || first == '_' || Character.isLetter(first);
    }

    private static String beginning(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, LOOK_AT_BYTES), StandardCharsets.ISO_8859_1);
    }
}
