package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void help_lists_every_command_but_the_practice_of_builds() {
        for (String[] asked : new String[][] {{}, {"--help"}}) {
            CommandRun help = CommandRun.of(asked);
            assertThat(help.exit()).isEqualTo(asked.length == 0 ? 2 : 0);
            assertThat(help.out())
                    .contains("server", "demo", "agent", "import", "export", "check", "logs", "rules")
                    .contains("routes", "gate", "token")
                    .doesNotContain("practice");
        }
    }

    @Test
    void the_help_of_a_command_is_its_own() {
        CommandRun help = CommandRun.of("rules", "backtest", "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("Usage: nightjar rules backtest").contains("--since");
    }

    @Test
    void a_word_that_is_no_command_is_told_with_those_that_are_alike() {
        CommandRun wrong = CommandRun.of("sever");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("Unmatched argument at index 0: 'sever'", "nightjar server");
    }
}
