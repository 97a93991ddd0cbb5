package dev.nightjar.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "http://host/path, host, 0",
        "http://user:word@host:80/, host, 80",
        "http://node_exporter:9100/metrics, node_exporter, 9100",
        "https://a_b.shop.example, a_b.shop.example, 0",
        "http://user:word@a_b:1/, a_b, 1",
        "http://[::1]:9100/, ::1, 9100",
    })
    void a_url_names_host_and_port(URI uri, String host, int port) {
        assertThat(Authority.of(uri)).contains(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/path", "host", "http:///path", "http://a_b:99999/", "http://host:port/", "http://a:b:c/"})
    void what_names_no_host_has_none(URI uri) {
        assertThat(Authority.of(uri)).isEmpty();
    }

    @Test
    void only_http_is_http() {
        assertThat(Authority.isHttp(URI.create("http://a_b/"))).isTrue();
        assertThat(Authority.isHttp(URI.create("ftp://host/"))).isFalse();
    }

    @Test
    void an_address_is_written_in_brackets() {
        assertThat(new Authority("::1", 9100).text()).isEqualTo("[::1]:9100");
        assertThat(new Authority("a_b", 0).text()).isEqualTo("a_b");
    }
}
