package dev.nightjar.alerting.template;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoInteger;
import dev.nightjar.gotemplate.value.GoTime;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A template's value as JSON. */
final class JsonText {
    private static final String TIME = "2006-01-02T15:04:05.999999999Z07:00";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule()
                    .addSerializer(GoTime.class, writer((time, out) -> out.writeString(time.format(TIME))))
                    .addSerializer(GoInteger.class, writer((integer, out) -> out.writeNumber(integer.number()))))
            .build();

    private interface Writer<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private JsonText() {}

    private static <T> JsonSerializer<T> writer(Writer<T> writer) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider providers) throws IOException {
                writer.write(value, out);
            }
        };
    }

    /** As Go writes it: what means something in HTML as escapes, which can only stand within texts. */
    static String of(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new CallFailure(String.valueOf(e.getOriginalMessage()));
        }
    }
}
