package dev.nightjar.agent.host;

import java.util.Optional;

/**
 * One line of {@code /proc/PID/stat}.
 *
 * @param name of the program, at most 15 characters; may hold blanks and brackets
 * @param state {@code R} running, {@code S} sleeping, {@code D} waiting for a disk, {@code Z} ended and not collected
 * @param userTicks hundredths of a second
 * @param startTicks since the host started; with the process number it names a process for good
 */
record ProcessReading(
        String name,
        char state,
        double minorFaults,
        double majorFaults,
        double userTicks,
        double systemTicks,
        double threads,
        double startTicks,
        double virtualBytes,
        double residentPages) {
    /** Empty where the line is none. */
    static Optional<ProcessReading> of(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open || close + 2 >= line.length()) {
            return Optional.empty();
        }
        Fields fields = new Fields(line.substring(close + 1));
        char state = fields.text().charAt(0);
        skip(fields, 6); // ppid pgrp session tty tpgid flags
        double minor = fields.number();
        skip(fields, 1);
        double major = fields.number();
        skip(fields, 1);
        double user = fields.number();
        double system = fields.number();
        skip(fields, 4); // times of children, priority, nice
        double threads = fields.number();
        skip(fields, 1);
        return Optional.of(new ProcessReading(
                line.substring(open + 1, close),
                state,
                minor,
                major,
                user,
                system,
                threads,
                fields.number(),
                fields.number(),
                fields.number()));
    }

    private static void skip(Fields fields, int count) {
        for (int i = 0; i < count; i++) {
            fields.text();
        }
    }
}
