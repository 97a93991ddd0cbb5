package dev.nightjar.server;

import dev.nightjar.demo.DemoConfig;
import dev.nightjar.demo.DemoDefinitions;
import dev.nightjar.demo.DemoFleet;
import dev.nightjar.demo.Fault;
import dev.nightjar.server.config.NightjarConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code nightjar demo}: the server with a simulated shop that sends to it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run the server with a simulated shop: 3 services on 10 instances each, and a fault if you like.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration HISTORY_WITHIN = Duration.ofSeconds(30);

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = FaultConverter.class,
            description = "What goes wrong: slow-disk, bad-deploy, toggle, memory-leak or dependency-down.")
    @Nullable
    Fault fault;

    @Option(
            names = "--after",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long after the start it goes wrong (default: ${DEFAULT-VALUE}).")
    Duration after = DemoConfig.AFTER;

    @Option(
            names = "--history",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "History made up on the first start (default: ${DEFAULT-VALUE}).")
    Duration history = DemoConfig.HISTORY;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "7",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() throws Exception {
        NightjarConfig config = common.load();
        Path folder = config.data().toAbsolutePath().resolve("demo");
        try (DataDirectory writable = DataDirectory.take(config.data())) {
            DemoDefinitions.writeTo(writable.module("demo").resolve("definitions"));
        }
        config = config.withoutTls().withDefinitions(folder.resolve("definitions"));
        try (RunningServer server = RunningServer.start(config);
                DemoFleet fleet = new DemoFleet(
                        new DemoConfig(server.here(), folder, DemoConfig.INTERVAL, history, fault, after, seed),
                        Clock.systemUTC())) {
            fleet.start();
            fleet.awaitHistory(HISTORY_WITHIN);
            server.announce(System.out);
            server.awaitStop();
        }
        return 0;
    }

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return Fault.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
