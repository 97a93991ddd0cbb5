package dev.nightjar.query.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RankAggregationTest {
    @Property(tries = 300)
    void what_is_chosen_is_what_sorting_would_choose(
            @ForAll long seed, @ForAll @IntRange(max = 12) int limit, @ForAll boolean greatest) {
        Random random = new Random(seed);
        List<StepSeries> vector = new ArrayList<>();
        for (int s = 0; s < 10; s++) {
            double value = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(5);
            vector.add(new StepSeries(Labels.of("s", Integer.toString(s)), new double[] {value}));
        }
        RankAggregation aggregation = new RankAggregation(Grouping.ALL, new double[] {limit}, greatest);
        vector.reversed().forEach(aggregation::add);

        Comparator<StepSeries> byValue = Comparator.comparingDouble(series -> series.values()[0]);
        Comparator<StepSeries> nanLast = Comparator.comparing(series -> Double.isNaN(series.values()[0]));
        List<Labels> wanted = vector.stream()
                .sorted(nanLast.thenComparing(greatest ? byValue.reversed() : byValue)
                        .thenComparing(StepSeries::labels))
                .limit(limit)
                .map(StepSeries::labels)
                .sorted()
                .toList();
        assertThat(aggregation.finish().stream().map(StepSeries::labels).toList())
                .isEqualTo(wanted);
    }
}
