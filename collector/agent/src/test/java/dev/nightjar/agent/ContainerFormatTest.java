package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerFormatTest {
    private static final ContainerFormat CRI = new ContainerFormat(new CriSyntax());
    private static final ContainerFormat DOCKER = new ContainerFormat(new DockerSyntax());
    private static final String AT = "2026-11-21T04:00:00.000000001Z ";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(LogFormat format, String log) {
        return format.entries(bytes(log)).stream()
                .map(entry -> entry.labels().get("stream") + "|"
                        + new String(entry.text(), entry.from(), entry.to() - entry.from(), StandardCharsets.UTF_8))
                .toList();
    }

    private static int shippable(LogFormat format, String log, boolean settled) {
        return format.shippable(bytes(log), bytes(log).length, settled, false, false);
    }

    @Test
    void lines_of_the_runtime_interface_lose_their_wrapping() {
        List<LogEntry> entries = CRI.entries(bytes(AT + "stdout F hello world\n"));

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.nanos()).isEqualTo(1_795_233_600_000_000_001L);
            assertThat((Object) entry.labels()).isEqualTo(Labels.of("stream", "stdout"));
        });
        assertThat(texts(CRI, AT + "stdout F hello world\n" + AT + "stderr F \nnot of the format\n"))
                .containsExactly("stdout|hello world", "stderr|", "|not of the format");
    }

    @Test
    void parts_of_a_line_are_joined_each_stream_for_itself() {
        String log = AT + "stdout P one " + "\n" + AT + "stderr F between\n" + AT + "stdout P two \n" + AT
                + "stdout F three\n" + AT + "stdout F next\n";

        assertThat(texts(CRI, log)).containsExactly("stdout|one two three", "stderr|between", "stdout|next");
    }

    @Test
    void a_stack_trace_in_a_container_is_one_entry() {
        String log = AT + "stderr F ERROR no\n" + AT + "stderr F java.lang.Error: x\n" + AT + "stderr F \tat a.B.c\n";

        assertThat(texts(CRI, log)).containsExactly("stderr|ERROR no\njava.lang.Error: x\n\tat a.B.c");
    }

    @Test
    void json_of_docker_is_unescaped() {
        assertThat(texts(DOCKER, """
                {"log":"a \\"b\\" \\u20ac \\ud83d\\udc26\\n","stream":"stdout","time":"2026-11-21T04:00:00.1Z"}
                {"log":"first ","stream":"stderr","time":"2026-11-21T04:00:00Z"}
                {"log":"second\\r\\n","stream":"stderr","attrs":{"x":"1"},"time":"2026-11-21T04:00:00Z"}
                {"log":"cut
                """)).containsExactly("stdout|a \"b\" € 🐦", "stderr|first second", "|{\"log\":\"cut");
    }

    @Test
    void a_range_ends_where_no_line_is_begun() {
        String whole = AT + "stdout F one\n";
        String begun = AT + "stdout P two\n" + AT + "stderr F other\n";

        assertThat(shippable(CRI, whole + begun, true)).isEqualTo(bytes(whole).length);
        assertThat(shippable(CRI, whole + whole, false)).isEqualTo(bytes(whole).length);
        assertThat(shippable(CRI, whole + whole, true)).isEqualTo(2 * bytes(whole).length);
        assertThat(shippable(CRI, whole + AT + "stdout F unfin", true)).isEqualTo(bytes(whole).length);
    }

    @Test
    void paths_say_which_container_it_is() {
        String id = "0123456789abcdef".repeat(4);

        assertThat((Object) ContainerPath.labels("/var/lib/docker/containers/" + id + "/" + id + "-json.log"))
                .isEqualTo(Labels.of("container", "0123456789ab"));
        assertThat((Object) ContainerPath.labels("/var/log/pods/shop_web-7_9f/nginx/0.log"))
                .isEqualTo(Labels.of("container", "nginx", "namespace", "shop", "pod", "web-7"));
        assertThat((Object) ContainerPath.labels("/var/log/containers/web-7_shop_nginx-" + id + ".log"))
                .isEqualTo(Labels.of("container", "nginx", "namespace", "shop", "pod", "web-7"));
        assertThat((Object) ContainerPath.labels("/var/log/syslog")).isEqualTo(Labels.EMPTY);
    }
}
