package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** Connects, encrypts where it is to, and speaks line by line. */
final class TcpProbe {
    private final Dialer dialer;
    private final Check.Tcp check;
    private final ProbeRun run;

    TcpProbe(Dialer dialer, Check.Tcp check, ProbeRun run) {
        this.dialer = dialer;
        this.check = check;
        this.run = run;
    }

    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_tcp_duration_seconds", "resolve", "connect", "tls", "exchange");
        run.value("probe_failed_due_to_regex", false);
        HostPort to = HostPort.of(target);
        Socket socket = dialer.connect(
                dialer.resolve(to.host(), check.ip(), run),
                to.port(),
                check.ip().source(),
                run);
        Dialogue.Connection plain = new Connection(socket, to.host());
        new Dialogue(check.dialogue(), run).speak(check.tls() ? plain.encrypted() : plain);
    }

    private final class Connection implements Dialogue.Connection {
        private final Socket socket;
        private final String host;

        Connection(Socket socket, String host) {
            this.socket = socket;
            this.host = host;
        }

        @Override
        public InputStream in() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public Dialogue.Connection encrypted() throws IOException, ProbeFailedException {
            return new Connection(dialer.encrypt(socket, host, check.access(), List.of(), run), host);
        }
    }
}
