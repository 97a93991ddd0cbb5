package dev.nightjar.alerting.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.routing.ProxySettings;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final Proxies LISTED = Proxies.of(
            new ProxySettings(
                    "http://proxy:3128",
                    "example.org, .inner.example.com,10.0.0.0/8,192.0.2.7,shop:8080,fd00::/8",
                    false),
            Map.of());

    @ParameterizedTest
    @CsvSource({
        "http://example.org/, true",
        "https://a.Example.org/, true",
        "http://notexample.org/, false",
        "http://inner.example.com/, false",
        "http://a.inner.example.com/, true",
        "http://10.200.3.4/, true",
        "http://11.0.0.1/, false",
        "http://192.0.2.7:9/, true",
        "http://192.0.2.70/, false",
        "http://shop:8080/, true",
        "http://shop:8081/, false",
        "'http://[fd12::1]/', true",
        "'http://[fe80::1]/', false",
        "http://localhost/, true",
        "http://127.0.0.2/, true"
    })
    void those_that_are_listed_are_reached_directly(URI uri, boolean direct) {
        assertThat(LISTED.select(uri).getFirst().equals(Proxy.NO_PROXY)).isEqualTo(direct);
    }

    @Test
    void without_exceptions_everything_goes_through_the_proxy() {
        Proxies all = Proxies.of(new ProxySettings("http://proxy", "", false), Map.of());
        assertThat(all.select(URI.create("http://localhost/")).getFirst().toString())
                .startsWith("HTTP @ proxy")
                .endsWith(":80");
    }

    @Test
    void the_environment_says_it_for_encrypted_requests_and_plain_ones() {
        Proxies said = Proxies.of(
                new ProxySettings("", "", true),
                Map.of("https_proxy", "one:1", "HTTP_PROXY", "http://two:2", "NO_PROXY", "*.example.org"));
        assertThat(said.select(URI.create("https://h/")).getFirst().toString())
                .contains("one")
                .endsWith(":1");
        assertThat(said.select(URI.create("http://h/")).getFirst().toString())
                .contains("two")
                .endsWith(":2");
        assertThat(said.select(URI.create("http://a.example.org/"))).containsExactly(Proxy.NO_PROXY);
    }
}
