package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that say little go to the server together. */
class ManyFilesTest extends TailedFolder {
    private void writeToEach(int files, String text) throws Exception {
        for (int i = 0; i < files; i++) {
            append(logs.resolve("service-" + i + ".log"), text);
        }
    }

    @Test
    void a_thousand_new_ones_are_one_request() throws Exception {
        writeToEach(1000, "one\n");
        settle();

        assertThat(texts()).hasSize(1000);
        assertThat(receiver.lines().stream().map(line -> line.stream().get("filename")))
                .doesNotHaveDuplicates();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void what_was_on_its_way_together_goes_out_again_together_also_after_a_kill() throws Exception {
        writeToEach(3, "one\n");
        settle();
        receiver.next(new Behaviour.StoreAndBreak(), new Behaviour.Answer(503, "", ""));
        writeToEach(3, "two\n");
        for (int i = 0; i < 5 && receiver.requests().size() < 3; i++) {
            tailer.step(clock.instant());
            clock.advance(Duration.ofSeconds(1));
        }
        writeToEach(3, "three\n");
        restart();
        settle();

        assertThat(texts()).hasSize(9).filteredOn("two"::equals).hasSize(3);
        List<Request> requests = receiver.requests();
        assertThat(requests.subList(1, 4).stream().map(Request::batchId).distinct())
                .hasSize(1);
    }

    @Test
    void what_the_server_refuses_of_one_is_not_refused_of_the_others() throws Exception {
        Behaviour refuses = new Behaviour.Answer(400, "", "{\"error\":\"no\"}");
        writeToEach(3, "one\n");
        receiver.next(refuses, new Behaviour.Accept(), refuses);
        settle();

        assertThat(texts()).hasSize(2);
        assertThat(reading("nightjar_agent_log_lines_refused_total")).isEqualTo(1);
        assertThat(reading("nightjar_agent_log_lines_delivered_total")).isEqualTo(2);
    }

    @Test
    void one_whose_lines_never_end_keeps_no_other_waiting() throws Exception {
        append(app, "one of very many lines\n".repeat(200_000));
        writeToEach(20, "one\n");
        tailer.step(clock.instant());
        clock.advance(Duration.ofSeconds(2)); // until what was written last is complete
        tailer.step(clock.instant());

        assertThat(texts()).hasSizeLessThan(200_000).filteredOn("one"::equals).hasSize(20);
    }
}
