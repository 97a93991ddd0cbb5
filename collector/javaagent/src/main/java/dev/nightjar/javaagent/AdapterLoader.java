package dev.nightjar.javaagent;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads adapters and interceptors beside a framework: they are defined here, from the agent's jar; what else is
 * Nightjar's comes from the agent, and everything else from where the framework is.
 */
final class AdapterLoader extends ClassLoader {
    private static final List<String> BESIDE_THE_FRAMEWORK = List.of(
            "dev.nightjar.javaagent.adapter.",
            "dev.nightjar.client.grpc.",
            "dev.nightjar.client.servlet.",
            "dev.nightjar.client.vertx.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;

    AdapterLoader(@Nullable ClassLoader framework, ClassLoader agent) {
        super("nightjar-adapters", framework);
        this.agent = agent;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.nightjar.")) {
            return super.loadClass(name, resolve);
        }
        if (BESIDE_THE_FRAMEWORK.stream().noneMatch(name::startsWith)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
