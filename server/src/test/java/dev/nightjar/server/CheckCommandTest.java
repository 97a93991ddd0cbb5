package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.server.config.ConfigLoader;
import dev.nightjar.server.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar check} calls fine what a server starts with, and nothing else. */
class CheckCommandTest {
    private static final String NETWORK = "set `tls.certificate` and `tls.key`, listen on 127.0.0.1,"
            + " or set `insecure: true` if the network around is trusted\n";

    @TempDir
    Path folder;

    private Path configured(String yaml) throws IOException {
        return Files.writeString(folder.resolve("nightjar.yaml"), yaml + "\ndata: " + folder.resolve("data") + "\n");
    }

    private static CommandRun check(Path config, String... more) {
        return CommandRun.of(Stream.concat(Stream.of("check", "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void what_stays_on_this_machine_is_fine() throws Exception {
        CommandRun found = check(configured("ports: {syslogUdp: '127.0.0.1:5514'}"));
        assertThat(found).isEqualTo(new CommandRun(0, found.out(), ""));
        assertThat(found.out()).startsWith("fine: 0 rule groups, ");
    }

    @Test
    void addresses_that_a_server_refuses_are_named_all_at_once_in_the_server_s_words() throws Exception {
        Path config = configured("""
                listen: 0.0.0.0:7300
                otlp: {http: '0.0.0.0:4318', grpc: '127.0.0.1:4317'}
                ports: {syslogTcp: '0.0.0.0:5514', statsdUdp: '[::1]:8125'}
                """);
        CommandRun found = check(config);
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.err())
                .isEqualTo(
                        "nightjar: listen: 0.0.0.0:7300 can be reached from other machines: " + NETWORK
                                + "nightjar: otlp: 0.0.0.0:4318 can be reached from other machines: " + NETWORK
                                + "nightjar: ports: 0.0.0.0:5514 can be reached from other machines, and its protocol knows no"
                                + " tokens: listen on 127.0.0.1, or set `ports.insecure: true` if whoever reaches it may send\n");
        assertThatThrownBy(() -> RunningServer.start(ConfigLoader.load(Optional.of(config), Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(found.err().replace("nightjar: ", "").strip());
    }

    @Test
    void the_words_that_allow_it_make_it_fine() throws Exception {
        assertThat(check(configured("listen: 0.0.0.0:7300\ninsecure: true\nports: {syslogTcp: '0.0.0.0:5514'}"))
                        .exit())
                .isZero();
        assertThat(check(configured("ports: {syslogTcp: '0.0.0.0:5514', insecure: true}"))
                        .exit())
                .isZero();
    }

    @Test
    void the_command_line_counts_as_it_does_for_a_server() throws Exception {
        CommandRun found = check(configured("insecure: false"), "--listen", "0.0.0.0:7300");
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.err()).startsWith("nightjar: listen: 0.0.0.0:7300 can be reached from other machines: ");
    }

    @Test
    void a_certificate_that_cannot_be_shown_is_said_beside_everything_else() throws Exception {
        Path none = folder.resolve("none.pem");
        Files.createDirectories(folder.resolve("definitions/rules"));
        Files.writeString(folder.resolve("definitions/rules/x.yml"), "groups: [{name: g, rulez: []}]\n");
        CommandRun found =
                check(configured("listen: 0.0.0.0:7300\ntls: {certificate: %s, key: %s}".formatted(none, none)));
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.err())
                .startsWith("nightjar: tls: " + none + " cannot be read: ")
                .contains("definitions/rules/x.yml")
                .contains("\"rulez\"");
    }

    @Test
    void the_certificate_of_ports_is_read_too() throws Exception {
        Path none = folder.resolve("none.pem");
        CommandRun found = check(
                configured("ports: {syslogTls: '127.0.0.1:6514', certificate: %s, key: %s}".formatted(none, none)));
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.err()).startsWith("nightjar: ports: " + none + " cannot be read: ");
    }
}
