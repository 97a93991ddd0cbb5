package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrettyPrinterTest {
    @Test
    void what_fits_a_line_stays_on_it() {
        assertThat(PromQl.format("sum(rate(x[5m]))by(job)/2")).isEqualTo("sum by (job) (rate(x[5m])) / 2");
    }

    @Test
    void a_long_query_goes_down_part_by_part() {
        String long1 = "http_server_requests_seconds_count{job=\"checkout\",region=\"north\",status=~\"5..\"}";
        String long2 = "http_server_requests_seconds_count{job=\"checkout\",region=\"north\"}";

        assertThat(PromQl.format("topk(3, sum by (route) (rate(" + long1 + "[5m])) / ignoring (x) group_left () (sum by"
                        + " (route) (rate(" + long2 + "[5m])) + 1)) > 0.01"))
                .isEqualTo("""
                          topk(
                            3,
                              sum by (route) (
                                rate(%s[5m])
                              )
                            / ignoring (x) group_left ()
                              (sum by (route) (rate(%s[5m])) + 1)
                          )
                        >
                          0.01""".formatted(long1, long2));
    }

    @Test
    void long_arguments_parentheses_subqueries_and_signs_break_too() {
        String name = "a_metric_with_quite_a_long_name_that_takes_up_much_of_a_line_all_by_itself";

        assertThat(PromQl.format("-max_over_time((" + name + " + " + name + ")[1h:5m] offset 5m)"))
                .isEqualTo("""
                        -max_over_time(
                          (
                              %s
                            +
                              %s
                          )[1h:5m] offset 5m
                        )""".formatted(name, name));
        assertThat(PromQl.format("label_replace(" + name + ", \"target\", \"$1\", \"source\", \"(.*)\")"))
                .isEqualTo("""
                        label_replace(
                          %s,
                          "target",
                          "$1",
                          "source",
                          "(.*)"
                        )""".formatted(name));
    }

    @Property(tries = 300)
    void a_query_laid_out_is_the_same_query(@ForAll long seed) {
        String text = new QueryGenerator(seed).vector(5);

        String formatted = PromQl.format(text);

        assertThat(PromQl.print(PromQl.parse(formatted))).isEqualTo(PromQl.print(PromQl.parse(text)));
        assertThat(PromQl.format(formatted)).isEqualTo(formatted);
    }
}
