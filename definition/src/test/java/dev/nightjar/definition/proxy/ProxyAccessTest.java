package dev.nightjar.definition.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAccessTest {
    private static final Optional<URI> PROXY = Optional.of(URI.create("http://proxy:3128"));

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, 80, true",
        "example.org, EXAMPLE.org, 80, true",
        "example.org, shop.example.org, 80, true",
        "example.org, other-example.org, 80, false",
        ".example.org, example.org, 80, false",
        ".example.org, shop.example.org, 80, true",
        "*.example.org, shop.example.org, 80, true",
        "example.org:8080, example.org, 80, false",
        "example.org:8080, example.org, 8080, true",
        "10.0.0.1, 10.0.0.1, 80, true",
        "10.0.0.1:81, 10.0.0.1, 80, false",
        "10.0.0.1, 110.0.0.1, 80, false",
        "10.0.0.0/9, 10.127.0.1, 80, true",
        "10.0.0.0/9, 10.128.0.1, 80, false",
        "fd00::/8, fdff::1, 80, true",
        "fd00::/8, 10.0.0.1, 80, false",
        "[fd00::1]:80, fd00:0::1, 80, true",
        "fd00::1, fd00::1, 80, true",
        "10.0.0.0/x, 10.0.0.1, 80, false",
        "*, anything, 80, true"
    })
    void what_is_excepted_is_asked_directly(String without, String host, int port, boolean directly) {
        ProxyAccess proxies = new ProxyAccess(PROXY, PROXY, List.of(without), false);

        assertThat(proxies.of(false, host, port).isEmpty()).isEqualTo(directly);
    }

    @Test
    void each_scheme_has_a_proxy_of_its_own_and_this_machine_may_need_none() {
        ProxyAccess proxies = new ProxyAccess(PROXY, Optional.empty(), List.of(), true);

        assertThat(proxies.of(false, "shop", 80)).isEqualTo(PROXY);
        assertThat(proxies.of(true, "shop", 443)).isEmpty();
        assertThat(proxies.of(false, "127.8.8.8", 80)).isEmpty();
        assertThat(proxies.of(false, "::1", 80)).isEmpty();
        assertThat(new ProxyAccess(PROXY, PROXY, List.of(), false).of(false, "localhost", 80))
                .isEqualTo(PROXY);
    }
}
