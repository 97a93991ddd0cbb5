package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator gives a pipeline a token, by which it overrides the gate, until it is taken back. */
class TokenCommandTest {
    @TempDir
    Path folder;

    private ServerProcess server() throws IOException {
        return ServerProcess.start(data(), "server", "--no-agent");
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void a_pipeline_overrides_the_gate_by_a_token_until_it_is_revoked() throws Exception {
        Path kept = folder.resolve("token");
        try (ServerProcess server = server()) {
            String url = server.url("/").toString();
            String data = data().toString();
            CommandRun made = CommandRun.of(
                    "token", "create", "--name", "ci", "--scope", "gate", "--server", url, "--data", data);
            assertThat(made.exit()).as(made.err()).isZero();
            assertThat(made.out()).matches("njt_[0-9a-f]{10}_[A-Za-z0-9_-]{43}\\R");
            assertThat(made.err()).contains("ci may gate; this is shown once");
            Files.writeString(kept, made.out());

            CommandRun listed = CommandRun.of("token", "list", "--server", url, "--data", data);
            assertThat(listed.out())
                    .contains("ci", "gate", "never", " (command line)")
                    .doesNotContain("njt_");
            CommandRun again = CommandRun.of(
                    "token", "create", "--name", "ci", "--scope", "gate", "--server", url, "--data", data);
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.err()).startsWith("nightjar: there is a token \"ci\" already: ");
        }
        try (ServerProcess server = server()) {
            String url = server.url("/").toString();
            String data = data().toString();
            CommandRun over = CommandRun.of(
                    "gate",
                    "override",
                    "checkout",
                    "--reason",
                    "the fix",
                    "--for",
                    "30m",
                    "--server",
                    url,
                    "--token-file",
                    kept.toString());
            assertThat(over.exit()).as(over.err()).isZero();
            assertThat(over.out())
                    .startsWith("allow: checkout: ")
                    .contains("overridden by ci until ", ": the fix; without that: ");
            CommandRun asked = CommandRun.of("gate", "checkout", "--server", url, "--token-file", kept.toString());
            assertThat(asked.out()).contains("overridden by ci until ", ": the fix; without that: ");
            assertThat(CommandRun.of("token", "list", "--server", url, "--data", data)
                            .out())
                    .as("last used")
                    .containsPattern("ci +gate +\\S+Z +\\S+Z +never");

            CommandRun grant = CommandRun.of(
                    "token",
                    "create",
                    "--name",
                    "more",
                    "--scope",
                    "administer",
                    "--server",
                    url,
                    "--token-file",
                    kept.toString());
            assertThat(grant.exit()).isEqualTo(1);
            assertThat(grant.err())
                    .contains("the token \"ci\" is good for gate; it takes one that is good for administer");

            CommandRun revoked = CommandRun.of("token", "revoke", "ci", "--server", url, "--data", data);
            assertThat(revoked.out()).startsWith("revoked: ci (");
            CommandRun refused = CommandRun.of(
                    "gate",
                    "override",
                    "checkout",
                    "--reason",
                    "again",
                    "--server",
                    url,
                    "--token-file",
                    kept.toString());
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("not overridden: this token is not known: it was revoked, has expired,");
            assertThat(CommandRun.of("gate", "checkout", "--server", url, "--token-file", kept.toString())
                            .exit())
                    .as("wrong use")
                    .isEqualTo(2);
        }
    }

    @Test
    void without_a_token_only_who_may_read_the_server_s_folder_gives_rights() throws Exception {
        try (ServerProcess server = server()) {
            String url = server.url("/").toString();
            CommandRun none = CommandRun.of(
                    "token",
                    "list",
                    "--server",
                    url,
                    "--data",
                    folder.resolve("elsewhere").toString());
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.err())
                    .contains("no Nightjar has run with the data directory ", "elsewhere; name it with --data");
            Files.createDirectories(folder.resolve("other"));
            Files.write(folder.resolve("other/session.key"), new byte[32]);
            CommandRun wrong = CommandRun.of(
                    "token",
                    "list",
                    "--server",
                    url,
                    "--data",
                    folder.resolve("other").toString());
            assertThat(wrong.exit()).isEqualTo(1);
            assertThat(wrong.err()).contains("it runs with another data directory; name that with --data DIR");
            CommandRun open = CommandRun.of("gate", "override", "checkout", "--reason", "x", "--server", url);
            assertThat(open.exit()).isEqualTo(1);
            assertThat(open.err()).contains("not overridden: nobody is signed in");
        }
    }
}
