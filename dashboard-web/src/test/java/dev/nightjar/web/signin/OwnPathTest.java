package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/pages/pg-1?tab=lines", "/explore?q=m:rate(x%5B1m%5D)"})
    void a_path_of_ours_is_gone_on_to(String path) {
        assertThat(OwnPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/a\r\nSet-Cookie: x=y",
                "javascript:alert(1)",
                "/sign-in?next=/",
                "/nightjar/v1/sign-in/oidc/callback",
                "pages"
            })
    void everything_else_is_the_first_page(String path) {
        assertThat(OwnPath.of(path)).isEqualTo("/");
    }
}
