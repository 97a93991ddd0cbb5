package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;

/** Connects to a socket of this machine, by its path, and speaks line by line. */
final class UnixProbe {
    private final Check.Unix check;
    private final ProbeRun run;

    UnixProbe(Check.Unix check, ProbeRun run) {
        this.check = check;
        this.run = run;
    }

    /** @param target the path, as it is or as {@code unix:///run/x.sock} */
    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_unix_duration_seconds", "connect", "exchange");
        run.value("probe_failed_due_to_regex", false);
        UnixDomainSocketAddress address;
        try {
            address = UnixDomainSocketAddress.of(target.startsWith("unix://") ? target.substring(7) : target);
        } catch (InvalidPathException e) {
            throw new ProbeFailedException("\"" + target + "\" is no path of a socket", e);
        }
        run.enter("connect");
        SocketChannel channel = run.own(SocketChannel.open(StandardProtocolFamily.UNIX));
        channel.connect(address);
        run.log("is connected to " + address.getPath());
        new Dialogue(check.dialogue(), run).speak(new Connection(channel));
    }

    private record Connection(SocketChannel channel) implements Dialogue.Connection {
        @Override
        public InputStream in() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream out() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public Dialogue.Connection encrypted() {
            throw new IllegalStateException("modules that ask for TLS over a unix socket are not run");
        }
    }
}
