package dev.nightjar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.SilenceEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EventCodecTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final EventCodec codec = new EventCodec();

    @TestFactory
    Stream<DynamicTest> every_kind_of_event_reads_back_as_it_was_written() {
        return new EventTypes()
                .byName().values().stream()
                        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                            Event event = filled(type);
                            assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> every_kind_of_event_is_known_by_its_first_bytes() {
        return new EventTypes()
                .byName().values().stream()
                        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                            byte[] document = codec.encode(filled(type));
                            assertThat(codec.filter(type).passes(document, 0)).isTrue();
                            assertThat(codec.filter(Event.class).passes(document, 0))
                                    .isTrue();
                            assertThat(codec.filter(othersThan(type)).passes(document, 0))
                                    .isFalse();
                        }));
    }

    private static Class<? extends Event> othersThan(Class<? extends Event> type) {
        return type == AlertTransitioned.class ? ChangeRecorded.class : AlertTransitioned.class;
    }

    @Test
    void a_document_that_others_wrote_is_looked_at_whole() {
        String spaced = "{ \"type\": \"ChangeRecorded\", \"v\": 1 }";
        assertThat(codec.filter(AlertTransitioned.class).passes(spaced.getBytes(StandardCharsets.UTF_8), 0))
                .isTrue();
        assertThat(codec.filter(AlertTransitioned.class).passes(new byte[0], 0)).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> every_kind_of_event_reads_with_nothing_but_its_time_and_what_has_no_empty_value() {
        return new EventTypes()
                .byName().values().stream()
                        .filter(type -> Arrays.stream(type.getRecordComponents())
                                .noneMatch(component -> component.getType().isEnum()))
                        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                            Event event = decode("{'v':1,'type':'" + type.getSimpleName()
                                    + "','data':{'at':'2026-03-01T12:00:00Z'}}");
                            assertThat(event).isInstanceOf(type);
                            assertThat(event.at()).isEqualTo("2026-03-01T12:00:00Z");
                        }));
    }

    @Test
    void the_document_is_plain_json_that_people_can_read() {
        Event event = new ChangeRecorded(
                NOON, "c-1", "checkout", "", "deploy", "2.4.0 to 2.4.1", "ci", Map.of("commit", "9f2c"));
        assertThat(new String(codec.encode(event), StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":1,\"type\":\"ChangeRecorded\",\"data\":{\"at\":\"2026-03-01T12:00:00.123456789Z\","
                        + "\"changeId\":\"c-1\",\"service\":\"checkout\",\"instance\":\"\",\"kind\":\"deploy\","
                        + "\"summary\":\"2.4.0 to 2.4.1\",\"by\":\"ci\",\"details\":{\"commit\":\"9f2c\"}}}");
    }

    @Test
    void values_that_json_has_no_number_for_survive() {
        for (double value : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 0.1 + 0.2
        }) {
            AlertTransitioned event = new AlertTransitioned(
                    NOON,
                    "r",
                    Labels.of("alertname", "Slow", "path", "/a\"b\\c\nd"),
                    Map.of(),
                    AlertEvent.State.PENDING,
                    AlertEvent.State.FIRING,
                    NOON,
                    null,
                    null,
                    value);
            assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
        }
    }

    @Test
    void unknown_fields_are_ignored_and_missing_ones_are_empty() {
        assertThat(decode("{'v':1,'type':'PageEscalated','future':1,"
                        + "'data':{'at':'2026-03-01T12:00:00Z','pageId':'p','colour':{'red':1}}}"))
                .isEqualTo(new PageEscalated(Instant.parse("2026-03-01T12:00:00Z"), "p", 0, List.of(), null));
    }

    @Test
    void what_would_lose_meaning_is_an_error_that_says_so() {
        assertThatThrownBy(() -> decode("{'v':1,'type':'Teleported','data':{}}"))
                .hasMessage("unknown type \"Teleported\"; it was written by another version of Nightjar, "
                        + "start that one or a newer one");
        assertThatThrownBy(() -> decode("{'v':7,'type':'PageResolved','data':{}}"))
                .hasMessage("PageResolved has version 7, this Nightjar reads up to 1; "
                        + "start the newer version that wrote it");
        assertThatThrownBy(() -> decode("{'v':1,'type':'PageResolved','data':{'pageId':'p'}}"))
                .hasMessage("PageResolved has no time \"at\"");
        assertThatThrownBy(() -> decode("{'v':1")).hasMessageStartingWith("not a JSON document: ");
        assertThatThrownBy(() -> decode("{'v':1,'type':'NotificationAttempted','data':"
                        + "{'at':'2026-03-01T12:00:00Z','outcome':'LOST'}}"))
                .hasMessage("NotificationAttempted.outcome: cannot read \"LOST\"");
    }

    private Event decode(String singleQuoted) {
        return codec.decode(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Event filled(Class<? extends Event> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<? extends Event> constructor = type.getDeclaredConstructor(types);
        Object[] values =
                Arrays.stream(components).map(EventCodecTest::something).toArray();
        return constructor.newInstance(values);
    }

    private static Object itemType(RecordComponent list) {
        return ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }

    private static Object something(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Instant.class) {
            return NOON.plusSeconds(component.getName().hashCode() % 1000);
        } else if (type == String.class) {
            return component.getName() + " ü \"\n 🦉";
        } else if (type == Labels.class) {
            return Labels.of("service", "checkout", "__name__", "up");
        } else if (type == double.class) {
            return 14.4;
        } else if (type == int.class) {
            return 3;
        } else if (type == long.class) {
            return Long.MAX_VALUE;
        } else if (type == boolean.class) {
            return true;
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[constants.length - 1];
        } else if (type == List.class && itemType(component) == NoticeEvent.Shown.class) {
            return List.of(
                    new NoticeEvent.Shown(Labels.of("a", "b"), Map.of("summary", "s"), NOON, null, "http://x/graph"),
                    new NoticeEvent.Shown(Labels.of("a", "c"), Map.of(), NOON, NOON.plusSeconds(60), ""));
        } else if (type == List.class && itemType(component) == SilenceEvent.Condition.class) {
            return List.of(new SilenceEvent.Condition("instance", "=~", "web.*"));
        } else if (type == List.class
                && ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0] == String.class) {
            return List.of("a", "b");
        } else if (type == Map.class) {
            return Map.of("name", "value");
        }
        throw new IllegalStateException("teach this test a value for " + component);
    }
}
