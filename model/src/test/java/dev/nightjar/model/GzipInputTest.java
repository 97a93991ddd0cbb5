package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipInputTest {
    private static byte[] members(int many, String each) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < many; i++) {
            try (GZIPOutputStream member = new GZIPOutputStream(bytes)) {
                member.write(each.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String read(byte[] bytes) throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void members_one_behind_the_other_are_one_text() throws IOException {
        assertThat(read(members(1000, "a"))).isEqualTo("a".repeat(1000));
    }

    @Test
    void empty_members_without_number_are_damage() throws IOException {
        byte[] many = members(200_000, "");
        assertThatThrownBy(() -> read(many))
                .isInstanceOf(ZipException.class)
                .hasMessage("too many empty members, one behind the other");
    }
}
