package dev.nightjar.javaagent;

import dev.nightjar.client.CallSettings;
import dev.nightjar.client.NightjarClient;
import dev.nightjar.client.NightjarClientBuilder;
import dev.nightjar.javaagent.bridge.Bridge;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Starts the client and the instrumentation of the process that it is in. */
public final class Watch {
    private Watch() {}

    /** Called by {@link Premain}, from another class loader. */
    public static void start(String arguments, Instrumentation instrumentation) {
        AgentOptions options = AgentOptions.parse(
                arguments,
                System.getProperties(),
                host(),
                ProcessHandle.current().pid());
        NightjarClientBuilder builder = NightjarClient.builder(options.service(), options.instance())
                .server(options.server())
                .token(options.token())
                .version(options.version())
                .calls(CallSettings.DEFAULTS.withRecords(options.records()).withReturnWithin(options.returnWithin()));
        options.authority().ifPresent(builder::authority);
        NightjarClient client = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(client::close, "nightjar-close"));
        Bridge.install(new CallHook(client.calls()));
        Points.instrument(instrumentation);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
