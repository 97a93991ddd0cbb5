package dev.nightjar.alerting.connection;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context whose engines ask for, and check, another name than the one they connect to: {@code server_name}. The JDK's
 * HTTP client offers no such thing: it sets the name of the address itself, on whichever engine its context makes.
 */
final class NamedContext extends SSLContext {
    private NamedContext(SSLContext context, String name) {
        super(new Spi(context, name), context.getProvider(), context.getProtocol());
    }

    /** {@code context}, which is set up already. */
    static SSLContext of(SSLContext context, String name) {
        return new NamedContext(context, name);
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext context;
        private final String name;

        private Spi(SSLContext context, String name) {
            this.context = context;
            this.name = name;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
            throw new IllegalStateException("set up already");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return new NamedEngine(context.createSSLEngine(name, -1), name);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return new NamedEngine(context.createSSLEngine(name, port), name);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return context.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return context.getSupportedSSLParameters();
        }
    }
}
