package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
    private record Outcome(int exit, String out, String err) {}

    private static Outcome run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try (PrintStream instead = new PrintStream(printed, true, StandardCharsets.UTF_8);
                PrintStream errInstead = new PrintStream(complained, true, StandardCharsets.UTF_8)) {
            System.setOut(instead);
            System.setErr(errInstead);
            int exit = Main.run(arguments);
            return new Outcome(
                    exit, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void help_lists_every_command_but_the_practice_of_builds() {
        for (String[] asked : new String[][] {{}, {"--help"}}) {
            Outcome help = run(asked);
            assertThat(help.exit()).isEqualTo(asked.length == 0 ? 2 : 0);
            assertThat(help.out())
                    .contains("server", "demo", "agent", "import", "export", "check", "logs", "rules")
                    .contains("routes", "gate", "token")
                    .doesNotContain("practice");
        }
    }

    @Test
    void the_help_of_a_command_is_its_own() {
        Outcome help = run("rules", "backtest", "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("Usage: nightjar rules backtest").contains("--since");
    }

    @Test
    void a_word_that_is_no_command_is_told_with_those_that_are_alike() {
        Outcome wrong = run("sever");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("Unmatched argument at index 0: 'sever'", "nightjar server");
    }
}
