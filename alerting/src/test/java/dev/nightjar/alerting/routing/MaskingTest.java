package dev.nightjar.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problems;
import dev.nightjar.definition.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an alertmanager.yml nobody is shown. */
class MaskingTest {
    @Test
    void a_secret_is_hidden_however_it_is_written() {
        assertThat(Masking.of("""
                global:
                  smtp_auth_password: |
                    ses
                    ame
                  opsgenie_api_key: >-  # rotated in May
                    sesame
                  # 😀 the old one
                  smtp_auth_secret: "se\\
                    same"
                  smtp_auth_identity: &id sesame
                  victorops_api_key: *id
                receivers: [{name: r, webhook_configs: [{http_config: {basic_auth: {username: u, password: 'se
                  same'}}}]}]
                """)).isEqualTo("""
                global:
                  smtp_auth_password: <secret>
                  opsgenie_api_key: <secret> # rotated in May
                  # 😀 the old one
                  smtp_auth_secret: <secret>
                  smtp_auth_identity: &id <secret>
                  victorops_api_key: *id
                receivers: [{name: r, webhook_configs: [{http_config: {basic_auth: {username: u, password: <secret>}}}]}]
                """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "proxy_url: http://ana:sesame@proxy:3128/,   proxy_url: http://ana:xxxxx@proxy:3128/",
                "proxy_url: 'http://ana:ses@me@proxy/',      proxy_url: 'http://ana:xxxxx@proxy/'",
                "proxy_url: ana:sesame@proxy,                proxy_url: <secret>",
                "proxy_url: \"http://ana\\u003asesame@p/\",  proxy_url: <secret>",
                "api_url: http://ana:sesame@opsgenie/,       api_url: http://ana:xxxxx@opsgenie/",
                "text: http://h:80/a@b,                      text: http://h:80/a@b",
            })
    void of_an_address_only_the_password_is_hidden_where_it_can_be_told(String written, String shown) {
        assertThat(Masking.of(written)).isEqualTo(shown);
    }

    /** As Alertmanager has it: whoever knows the address of a webhook may post to it. */
    @Test
    void addresses_are_secret_where_they_let_somebody_in() {
        assertThat(Masking.of("""
                receivers:
                  - slack_configs: [{api_url: http://sesame, actions: [{type: button, url: http://u}]}]
                    webhook_configs: [{url: "http://ana:sesame@h:9/x/sesame?t=sesame", http_config: {oauth2: {token_url: http://u}}}]
                    mattermost_configs: [{webhook_url: http://sesame}]
                    opsgenie_configs: [{api_url: http://u}]
                    pagerduty_configs: [{url: http://u}]
                """)).isEqualTo("""
                receivers:
                  - slack_configs: [{api_url: <secret>, actions: [{type: button, url: http://u}]}]
                    webhook_configs: [{url: 'http://h:9/<secret>', http_config: {oauth2: {token_url: http://u}}}]
                    mattermost_configs: [{webhook_url: <secret>}]
                    opsgenie_configs: [{api_url: http://u}]
                    pagerduty_configs: [{url: http://u}]
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example/T1/sesame,   'https://hooks.example/<secret>'",
        "http://ana:sesame@h:9/x?t=sesame,  'http://h:9/<secret>'",
        "http://[::1]:9093/sesame,          'http://[::1]:9093/<secret>'",
        "http://h?t=sesame,                 'http://h/<secret>'",
        "http://ana:ses/ame@h/x,            <secret>",
        "http://h\\sesame/x,                 <secret>",
        "https://sesame sesame/x,           <secret>",
        "sesame,                            <secret>"
    })
    void of_a_webhooks_address_is_shown_whom_it_reaches_where_that_is_sure(String written, String shown) {
        String quoted = shown.equals("<secret>") ? shown : "'" + shown + "'";

        assertThat(Masking.of("webhook_configs:\n  - url: " + written + "\n"))
                .isEqualTo("webhook_configs:\n  - url: " + quoted + "\n");
    }

    @Test
    void private_keys_are_hidden_wherever_they_are() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nsesame\n-----END RSA PRIVATE KEY-----";
        assertThat(Masking.of(
                        "tls_config:\n  cert: c\n  key: |\n    " + key.replace("\n", "\n    ") + "\n  key_file: f\n"))
                .isEqualTo("tls_config:\n  cert: c\n  key: <secret>\n  key_file: f\n");
        assertThat(Masking.of("a: \"" + key.replace("\n", "\\n") + "\"\n# " + key.replace("\n", "\n# ") + "\n"))
                .isEqualTo("a: <secret>\n# <secret>\n");
    }

    @Test
    void a_text_that_is_not_yaml_is_hidden_as_a_whole() {
        assertThat(Masking.of("password: sesame\n\tx: 'y")).isEqualTo("<secret>");
    }

    /** Whatever a file says besides, and however it writes its secrets; what is shown can be read, and says the rest. */
    @Test
    void no_secret_of_a_file_survives_and_everything_else_does() {
        for (int seed = 0; seed < 500; seed++) {
            RandomFile file = new RandomFile(new SplittableRandom(seed));
            Problems problems = new Problems();
            assertThat(YamlFile.documents("f", file.text(), problems))
                    .as(file.text())
                    .hasSize(1);
            assertThat(problems.sorted()).as(file.text()).isEmpty();

            String shown = Masking.of(file.text());

            assertThat(shown)
                    .as("seed %d:%n%s", seed, file.text())
                    .doesNotContain("sam")
                    .contains(file.kept());
            YamlFile.documents("f", shown, problems);
            assertThat(problems.sorted()).as("seed %d:%n%s", seed, shown).isEmpty();
        }
    }

    /** Secrets have "sam" in them, which nothing else has. */
    private static final class RandomFile {
        private static final List<String> SECRET =
                List.of("password", "bearer_token", "'api_key'", "\"client_secret\"", "? routing_key\n", "service_key");
        private static final List<String> OPEN = List.of("name", "password_file", "token_url", "text", "'a b'", "😀");

        /** {@code $} is where the block around it begins. */
        private static final List<String> VALUES = List.of(
                "sesame",
                "'sesame'",
                "\"\\\"sesame\\\"\"",
                "|\n$  sesame\n$\n$  sesame",
                "|-\n$    sesame: \"\n$    # sesame",
                "|2+\n$    sesame\n$  sesame\n",
                ">-\n$  sesame\n$  sesame",
                "sesame 😀\n$  and sesame",
                "'sesame\n\n$  ''sesame'",
                "\"sesame\\\n$  😀sesame\"",
                "\n$  sesame",
                "!!str sesame",
                "&a% sesame",
                "&a% !!str |\n$  sesame",
                "[sesame, 'sesame', \"sesame\"]",
                "[&a% sesame, {b: sesame, c: [sesame]}, *a%]",
                "\n$  - sesame\n$  - >\n$    sesame\n$  - - sesame",
                "{a: sesame, 'b': \"sesame\"}");

        private final SplittableRandom random;
        private final StringBuilder text = new StringBuilder();
        private final List<String> kept = new ArrayList<>();
        private int fields;

        RandomFile(SplittableRandom random) {
            this.random = random;
            if (random.nextInt(4) == 0) {
                text.append("\uFEFF");
            }
            mapping("", 0);
            text.append("# ").append(keep());
            if (random.nextInt(8) == 0) {
                text.replace(0, text.length(), text.toString().replace("\n", "\r\n"));
            }
        }

        String text() {
            return text.toString();
        }

        String[] kept() {
            return kept.toArray(String[]::new);
        }

        private String keep() {
            String word = "k" + kept.size() + "z" + "😀".repeat(random.nextInt(2));
            kept.add(word);
            return word;
        }

        private void mapping(String indent, int depth) {
            int size = 1 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                fields++;
                if (random.nextInt(3) == 0) {
                    text.append(indent).append("# ").append(keep()).append('\n');
                }
                switch (random.nextInt(depth > 3 ? 2 : 4)) {
                    case 0 -> secret(indent);
                    case 1 -> open(indent);
                    case 2 -> {
                        text.append(indent).append("m").append(fields).append(":\n");
                        mapping(indent + "  ", depth + 1);
                    }
                    default -> {
                        text.append(indent)
                                .append("l")
                                .append(fields)
                                .append(":\n")
                                .append(indent)
                                .append("- i: 1\n");
                        mapping(indent + "  ", depth + 1);
                    }
                }
            }
        }

        private void secret(String indent) {
            String key = SECRET.get(random.nextInt(SECRET.size()));
            String numbered = key.replaceFirst("\\w", "x" + fields + "_$0");
            String value = VALUES.get(random.nextInt(VALUES.size())).replace("%", "" + fields);
            text.append(indent)
                    .append(numbered)
                    .append(numbered.endsWith("\n") ? indent : "")
                    .append(": ")
                    .append(value.replace("$", indent))
                    .append('\n');
        }

        private void open(String indent) {
            String key = OPEN.get(random.nextInt(OPEN.size()));
            text.append(indent)
                    .append(key.startsWith("'") ? "'" + fields + key.substring(1) : fields + key)
                    .append(": ");
            switch (random.nextInt(3)) {
                case 0 -> text.append(keep()).append(" # ").append(keep());
                case 1 -> text.append("|\n").append(indent).append("  ").append(keep());
                default ->
                    text.append("[")
                            .append(keep())
                            .append(", {a: '")
                            .append(keep())
                            .append("'}]");
            }
            text.append('\n');
        }
    }
}
