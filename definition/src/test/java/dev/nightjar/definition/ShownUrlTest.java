package dev.nightjar.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            http://us:sesame@sd.example:80/x?y=a:b@c => http://us:xxxxx@sd.example:80/x?y=a:b@c
            https://:se@same@sd.example              => https://:xxxxx@sd.example
            http://us@sd.example/a:b@c               => http://us@sd.example/a:b@c
            http://[fd00::1]:80/                     => http://[fd00::1]:80/
            socks5://a:b@one and http://c:d@two/     => socks5://a:xxxxx@one and http://c:xxxxx@two/
            plain: text @ home                       => plain: text @ home
            """)
    void a_password_is_not_shown(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }
}
