package dev.nightjar.javaagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
    private final Properties properties = new Properties();

    private AgentOptions parse(String arguments) {
        return AgentOptions.parse(arguments, properties, "host1", 42);
    }

    @Test
    void without_options_a_service_is_called_as_its_program() {
        properties.setProperty("sun.java.command", "/opt/shop/shop.jar --port 1");
        assertThat(parse(""))
                .isEqualTo(new AgentOptions(
                        "shop",
                        "host1:42",
                        "",
                        URI.create("http://127.0.0.1:7300"),
                        "",
                        Optional.empty(),
                        true,
                        Duration.ofSeconds(60)));
        properties.setProperty("sun.java.command", "com.example.Shop");
        assertThat(parse("").service()).isEqualTo("Shop");
    }

    @Test
    void what_stands_behind_the_jar_counts_more_than_properties() {
        properties.setProperty("nightjar.service", "by-property");
        properties.setProperty("nightjar.token", "secret");
        assertThat(
                        parse(
                                "service=shop,instance=shop-1,version=1.4.2,server=https://n:7300,authority=ca.pem,records=false,returnWithinSeconds=5"))
                .isEqualTo(new AgentOptions(
                        "shop",
                        "shop-1",
                        "1.4.2",
                        URI.create("https://n:7300"),
                        "secret",
                        Optional.of(Path.of("ca.pem")),
                        false,
                        Duration.ofSeconds(5)));
    }

    @Test
    void what_is_no_option_is_said() {
        assertThatThrownBy(() -> parse("service=shop,sevrer=x"))
                .hasMessage("agent option \"sevrer=x\": options are KEY=VALUE, separated by commas, with one of"
                        + " service, instance, version, server, token, authority, records, returnWithinSeconds");
        assertThatThrownBy(() -> parse("records=yes"))
                .hasMessage("agent option records must be true or false, found \"yes\"");
        assertThatThrownBy(() -> parse("returnWithinSeconds=soon"))
                .hasMessage("agent option returnWithinSeconds must be a number, found \"soon\"");
    }
}
