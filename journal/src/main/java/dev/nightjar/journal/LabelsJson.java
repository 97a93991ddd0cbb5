package dev.nightjar.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.util.Map;

/** A label set is a JSON object, name to value. */
final class LabelsJson {
    private LabelsJson() {}

    static SimpleModule module() {
        return new SimpleModule("labels")
                .addSerializer(Labels.class, new Writer())
                .addDeserializer(Labels.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Labels> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Labels.class);
        }

        @Override
        public void serialize(Labels labels, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeStartObject();
            for (Label label : labels) {
                to.writeStringField(label.name(), label.value());
            }
            to.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<Labels> {
        private static final long serialVersionUID = 1L;
        private static final TypeReference<Map<String, String>> NAMES_TO_VALUES = new TypeReference<>() {};

        Reader() {
            super(Labels.class);
        }

        @Override
        public Labels deserialize(JsonParser from, DeserializationContext context) throws IOException {
            Map<String, String> labels = from.readValueAs(NAMES_TO_VALUES);
            return Labels.of(labels);
        }
    }
}
