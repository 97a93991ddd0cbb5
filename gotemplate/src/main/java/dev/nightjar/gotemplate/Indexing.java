package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.TextMap;
import dev.nightjar.gotemplate.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code len}, {@code index} and {@code slice}; those of texts count bytes. */
final class Indexing {
    private Indexing() {}

    static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case TextMap map -> map.texts().size();
            case Map<?, ?> map -> map.size();
            case Collection<?> list -> list.size();
            case null -> throw new CallFailure("len of nil pointer");
            default -> throw new CallFailure("len of type " + Values.type(value));
        };
    }

    static @Nullable Object index(List<@Nullable Object> arguments) {
        Object value = arguments.getFirst();
        if (value == null) {
            throw new CallFailure("index of untyped nil");
        }
        for (Object index : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case TextMap map -> map.text(key(index));
                case Map<?, ?> map -> map.get(key(index));
                case List<?> list -> list.get(place(index, list.size() - 1));
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    yield (long) (bytes[place(index, bytes.length - 1)] & 0xff);
                }
                case null -> throw new CallFailure("index of nil pointer");
                default -> throw new CallFailure("can't index item of type " + Values.type(value));
            };
        }
        return value;
    }

    private static String key(@Nullable Object index) {
        if (index instanceof String name) {
            return name;
        }
        throw new CallFailure(
                index == null
                        ? "value is nil; should be of type string"
                        : "value has type " + Values.type(index) + "; should be string");
    }

    private static int place(@Nullable Object index, int last) {
        if (!(index instanceof Long place)) {
            throw new CallFailure(
                    "cannot index slice/array with " + (index == null ? "nil" : "type " + Values.type(index)));
        }
        if (place < 0 || place > last) {
            throw new CallFailure("index out of range: " + place);
        }
        return place.intValue();
    }

    static Object slice(List<@Nullable Object> arguments) {
        int indexes = arguments.size() - 1;
        if (indexes > 3) {
            throw new CallFailure("too many slice indexes: " + indexes);
        }
        return switch (arguments.getFirst()) {
            case String _ when indexes == 3 -> throw new CallFailure("cannot 3-index slice a string");
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int[] ends = ends(arguments, bytes.length);
                yield new String(bytes, ends[0], ends[1] - ends[0], StandardCharsets.UTF_8);
            }
            case List<?> list -> {
                int[] ends = ends(arguments, list.size());
                yield list.subList(ends[0], ends[1]);
            }
            case null -> throw new CallFailure("slice of untyped nil");
            case Object other -> throw new CallFailure("can't slice item of type " + Values.type(other));
        };
    }

    private static int[] ends(List<@Nullable Object> arguments, int size) {
        int[] ends = {0, size, size};
        for (int i = 1; i < arguments.size(); i++) {
            ends[i - 1] = place(arguments.get(i), size);
        }
        if (ends[0] > ends[1]) {
            throw new CallFailure("invalid slice index: " + ends[0] + " > " + ends[1]);
        }
        if (ends[1] > ends[2]) {
            throw new CallFailure("invalid slice index: " + ends[1] + " > " + ends[2]);
        }
        return ends;
    }
}
