package dev.nightjar.client;

import dev.nightjar.testkit.TestingReceiver;
import java.time.Duration;
import java.util.List;

/** A client with a receiver behind it, for tests of interceptors: what calls it saw. */
public final class WatchedService implements AutoCloseable {
    private final TestingReceiver receiver;
    private final NightjarClient client;

    public WatchedService() throws Exception {
        receiver = new TestingReceiver();
        client = NightjarClient.builder("shop", "shop-1")
                .server(receiver.uri())
                .version("1.4.2")
                .interval(Duration.ZERO)
                .start();
    }

    public Calls calls() {
        return client.calls();
    }

    /** Waits until that many records have come, in the order of their times; then sends the metrics too. */
    public List<String> records(int count) throws Exception {
        while (lines().size() < count) {
            client.flush();
            int had = receiver.requests().size();
            if (lines().size() < count) {
                receiver.await(r -> r.requests().size() >= had);
                Thread.onSpinWait();
            }
        }
        client.collect();
        client.flush();
        client.drain(Duration.ofSeconds(10));
        return lines();
    }

    private List<String> lines() {
        return receiver.lines().stream()
                .sorted(java.util.Comparator.comparingLong(TestingReceiver.Line::timestampNanos))
                .map(TestingReceiver.Line::text)
                .filter(text -> text.startsWith("call="))
                .toList();
    }

    /** How many calls were measured of that name, code and outcome. */
    public double measured(String side, String call, String code, String outcome) {
        return receiver.samples().stream()
                .filter(sample -> sample.labels().metricName().equals("nightjar_calls_seconds_count")
                        && sample.labels().get("side").equals(side)
                        && sample.labels().get("call").equals(call)
                        && sample.labels().get("code").equals(code)
                        && sample.labels().get("outcome").equals(outcome))
                .mapToDouble(TestingReceiver.Sample::value)
                .max()
                .orElse(0);
    }

    /** The value of a record's field, without quotes; empty where it has none. */
    public static String field(String record, String name) {
        java.util.regex.Matcher found = java.util.regex.Pattern.compile(" " + name + "=(\"[^\"]*\"|\\S+)")
                .matcher(record);
        return found.find() ? found.group(1).replace("\"", "") : "";
    }

    @Override
    public void close() {
        client.close();
        receiver.close();
    }
}
