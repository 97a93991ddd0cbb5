package dev.nightjar.web.prometheus;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a page of federation says of each series that does not say it itself: the labels that tell this server from
 * others, and an empty {@code instance}, so that a scraper does not add its own. By name.
 */
record AddedLabels(List<Label> all) {
    private static final String INSTANCE = "instance";

    static AddedLabels of(Labels external) {
        Stream<Label> own = StreamSupport.stream(external.spliterator(), false);
        Stream<Label> instance = external.has(INSTANCE) ? Stream.empty() : Stream.of(new Label(INSTANCE, ""));
        return new AddedLabels(Stream.concat(own, instance)
                .sorted(Comparator.comparing(Label::name))
                .toList());
    }

    /** Those that are to be added to a series. */
    List<Label> missingIn(Labels series) {
        return all.stream().filter(label -> !series.has(label.name())).toList();
    }
}
