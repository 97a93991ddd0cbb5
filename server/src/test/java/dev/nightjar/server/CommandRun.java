package dev.nightjar.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command of {@code nightjar} came to that ran in this process: nothing else may print meanwhile. */
record CommandRun(int exit, String out, String err) {
    static CommandRun of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try (PrintStream toOut = new PrintStream(printed, true, StandardCharsets.UTF_8);
                PrintStream toErr = new PrintStream(complained, true, StandardCharsets.UTF_8)) {
            System.setOut(toOut);
            System.setErr(toErr);
            int exit = Main.run(arguments);
            return new CommandRun(
                    exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Where it matters not which of the two it went to. */
    String printed() {
        return out + err;
    }
}
