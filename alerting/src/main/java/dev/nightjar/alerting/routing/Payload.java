package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What somebody wrote to be sent, such as the body of a webhook: JSON whose texts and names are Go templates. */
public sealed interface Payload {
    record Text(String template) implements Payload {}

    record Items(List<Payload> items) implements Payload {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Members(SequencedMap<String, Payload> members) implements Payload {}

    record Nothing() implements Payload {}

    static Payload of(Node written) {
        return switch (written) {
            case Node.Scalar scalar -> new Text(scalar.text());
            case Node.Sequence sequence ->
                new Items(sequence.items().stream().map(Payload::of).toList());
            case Node.Mapping mapping -> {
                SequencedMap<String, Payload> members = new LinkedHashMap<>();
                mapping.fields().forEach((name, value) -> members.put(name, of(value)));
                yield new Members(members);
            }
            case Node.Empty _ -> new Nothing();
        };
    }
}
