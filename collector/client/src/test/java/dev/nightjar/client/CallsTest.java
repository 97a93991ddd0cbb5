package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final NightjarMeterRegistry registry =
            new NightjarMeterRegistry(new MicrometerClock(clock), SpanSource.NONE);
    private final LogShipper records = new LogShipper(Labels.EMPTY, 64 << 20, SpanSource.NONE);

    private Calls calls(CallSettings settings) {
        return new Calls(settings, registry, records, "1.4.2", "ab12", clock, nanos::get);
    }

    private List<String> lines() {
        return CallLines.of(records);
    }

    @Test
    void a_call_is_a_pair_of_records_and_a_measurement() {
        Call call = calls(CallSettings.DEFAULTS)
                .begin(CallSide.SERVER, "http", "GET /orders/:id")
                .calledBy("77-1")
                .parameter("path", "/orders/17")
                .parameter("note", "two words");
        call.enter();
        nanos.addAndGet(12_345_678);
        call.exitHttp(200, null);

        assertThat(lines())
                .containsExactly(
                        "info call=enter id=ab12-1 side=server protocol=http name=\"GET /orders/:id\" version=1.4.2"
                                + " caller=77-1 p_path=/orders/17 p_note=\"two words\"",
                        "info call=exit id=ab12-1 side=server protocol=http name=\"GET /orders/:id\" version=1.4.2"
                                + " code=200 outcome=ok ms=12.346");
        assertThat(registry.get("nightjar.calls")
                        .tags("side", "server", "protocol", "http", "call", "GET /orders/:id", "code", "200")
                        .tag("outcome", "ok")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.NANOSECONDS))
                .isEqualTo(12_345_678);
    }

    @Test
    void what_failed_is_an_error_with_its_reason_on_one_line() {
        Call call = calls(CallSettings.DEFAULTS).begin(CallSide.CLIENT, "grpc", "shop.Orders/Place");
        call.exit("UNAVAILABLE", CallOutcome.SERVER_ERROR, new IOException("no\nway \"out\""));
        call.exit("OK", CallOutcome.OK, null);

        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "info call=enter id=ab12-1 side=client protocol=grpc name=shop.Orders/Place version=1.4.2",
                        "error call=exit id=ab12-1 side=client protocol=grpc name=shop.Orders/Place version=1.4.2"
                                + " code=UNAVAILABLE outcome=server_error ms=0.000"
                                + " error=\"java.io.IOException: no\\nway \\\"out\\\"\"");
        assertThat(registry.get("nightjar.calls").timer().count()).isEqualTo(1);
    }

    @Test
    void parameters_are_written_down_without_what_is_secret() {
        Call call = calls(CallSettings.DEFAULTS).begin(CallSide.SERVER, "http", "POST /login");
        call.query("user=ann&Password=tiger%20lily&card=4111%201111%201111%201111&mail=a%40b.example&q=%zz");
        call.parameter("request", "user: \"ann\" api_token: \"a \\\" b\" note: \"secret=x\" tail { password: \"never");
        call.parameter("X-Authorization", "Basic YTpi");
        call.enter();

        assertThat(lines())
                .singleElement()
                .asString()
                .contains(" p_user=ann p_Password=<secret> p_card=<card> p_mail=<email> p_q=%zz ")
                .contains("api_token: <secret> note: \\\"secret=<secret>")
                .contains("p_X_Authorization=<secret>")
                .doesNotContain("tiger", "4111", "never", "YTpi", "a \\");
    }

    @Test
    void rules_of_ones_own_take_the_place_of_the_built_in_ones() {
        Call call = calls(CallSettings.DEFAULTS.withSecretNames(Set.of("customer")))
                .begin(CallSide.SERVER, "http", "GET /")
                .parameter("customerId", "17")
                .parameter("password", "shown, as asked");
        call.enter();

        assertThat(lines()).singleElement().asString().endsWith("p_customerId=<secret> p_password=\"shown, as asked\"");
    }

    @Test
    void a_long_value_is_cut() {
        Call call = calls(CallSettings.DEFAULTS)
                .begin(CallSide.SERVER, "http", "GET /")
                .parameter("q", "x".repeat(100_000));
        call.enter();

        assertThat(lines().get(0)).hasSizeLessThan(1200).endsWith("x…\"");
    }

    @Test
    void without_records_there_are_metrics_only() {
        calls(CallSettings.DEFAULTS.withRecords(false))
                .begin(CallSide.SERVER, "http", "GET /")
                .exitHttp(500, null);

        assertThat(lines()).isEmpty();
        assertThat(registry.get("nightjar.calls")
                        .tag("outcome", "server_error")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void an_entry_without_an_exit_is_reported_once_as_never_returned() {
        Calls calls = calls(CallSettings.DEFAULTS.withReturnWithin(Duration.ofSeconds(30)));
        Call stuck = calls.begin(CallSide.SERVER, "http", "GET /stuck");
        stuck.enter();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        calls.begin(CallSide.SERVER, "http", "GET /young").enter();
        lines();
        calls.reportOverdue();
        assertThat(lines()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        calls.reportOverdue();
        calls.reportOverdue();

        assertThat(lines())
                .containsExactly("warn call=never_returned id=ab12-1 side=server protocol=http name=\"GET /stuck\""
                        + " version=1.4.2 ms=30000.000 reason=overdue");
        assertThat(registry.get("nightjar.calls.never.returned")
                        .tag("call", "GET /stuck")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("nightjar.calls.open").gauge().value()).isEqualTo(2);

        stuck.exitHttp(200, null);
        assertThat(lines()).singleElement().asString().endsWith("code=200 outcome=ok ms=30000.000 late=true");
        assertThat(registry.get("nightjar.calls.returned.late").counter().count())
                .isEqualTo(1);
    }

    @Test
    void calls_that_are_open_when_the_service_ends_are_reported() {
        Calls calls = calls(CallSettings.DEFAULTS);
        calls.begin(CallSide.CLIENT, "http", "GET bank").enter();
        lines();
        calls.reportOpen();

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("call=never_returned")
                .endsWith("reason=closing");
    }

    @Test
    void names_beyond_a_bound_are_not_told_apart() {
        Calls calls = calls(CallSettings.DEFAULTS.withRecords(false));
        for (int i = 0; i < Calls.MOST_NAMES + 7; i++) {
            calls.begin(CallSide.SERVER, "http", "GET /" + i).exitHttp(200, null);
        }

        assertThat(registry.get("nightjar.calls").tag("call", "other").timer().count())
                .isEqualTo(7);
    }

    @Test
    void what_a_caller_says_and_a_name_that_cannot_be_found_do_no_harm() {
        Call call = calls(CallSettings.DEFAULTS).begin(CallSide.SERVER, "http", "GET /");
        call.calledBy("x y\ncall=enter").named(() -> {
            throw new IllegalStateException("recycled");
        });
        call.exitHttp(204, null);

        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("name=unknown") && !line.contains("caller"));
        assertThatThrownBy(() -> CallSettings.DEFAULTS.withReturnWithin(Duration.ZERO))
                .hasMessage("calls need some time to return, found PT0S");
    }
}
