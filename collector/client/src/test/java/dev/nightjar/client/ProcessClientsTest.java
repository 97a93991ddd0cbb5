package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingReceiver;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ProcessClientsTest {
    private final ProcessClients clients = new ProcessClients();

    private static NightjarClient client(TestingReceiver receiver, String instance) {
        return NightjarClient.builder("shop", instance)
                .server(receiver.uri())
                .interval(Duration.ZERO)
                .start();
    }

    @Test
    void the_first_thousand_lines_wait_for_the_first_client() throws Exception {
        for (int i = 0; i < 1100; i++) {
            clients.log(i, "info", "line " + i, Labels.EMPTY);
        }
        try (TestingReceiver receiver = new TestingReceiver();
                NightjarClient client = client(receiver, "shop-1")) {
            clients.started(client);

            assertThat(CallLines.of(client.logs())).hasSize(1000).endsWith("info line 999");
        }
    }

    @Test
    void the_client_started_first_is_used_and_then_the_next() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver();
                NightjarClient first = client(receiver, "shop-1");
                NightjarClient second = client(receiver, "shop-2")) {
            assertThat(clients.first()).isEmpty();
            clients.started(first);
            clients.started(second);
            assertThat(clients.first()).contains(first);
            clients.closed(first);
            clients.log(1, "info", "to the second", Labels.EMPTY);

            assertThat(CallLines.of(first.logs())).isEmpty();
            assertThat(CallLines.of(second.logs())).containsExactly("info to the second");
        }
    }

    @Test
    void appenders_of_configuration_files_use_the_process_client() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver();
                NightjarClient client = client(receiver, "shop-1")) {
            LogRecord record = new LogRecord(Level.INFO, "by file");
            record.setLoggerName("shop");
            new NightjarLogHandler().publish(record);

            assertThat(NightjarClient.ofProcess()).contains(client);
            assertThat(CallLines.of(client.logs())).containsExactly("info by file");
        }
    }
}
