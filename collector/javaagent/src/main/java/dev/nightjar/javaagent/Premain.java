package dev.nightjar.javaagent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code java -javaagent:nightjar-client.jar=service=shop,…} begins. What goes wrong here is said on the error
 * stream, and the service starts without being watched.
 */
public final class Premain {
    private Premain() {}

    /** Called by the JVM before {@code main}. */
    @SuppressWarnings("SystemOut") // logging is not set up yet, and the service's to set up
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            URI jar = Premain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(new File(jar)));
            // lives as long as the service: never closed
            URLClassLoader loader = new URLClassLoader(
                    "nightjar",
                    new URL[] {URI.create("jar:" + jar + "!/inst/").toURL()},
                    ClassLoader.getPlatformClassLoader());
            loader.loadClass("dev.nightjar.javaagent.Watch")
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, arguments == null ? "" : arguments, instrumentation);
        } catch (ReflectiveOperationException e) {
            System.err.println("Nightjar: the service is not watched: " + (e.getCause() == null ? e : e.getCause()));
        } catch (Exception | LinkageError e) {
            System.err.println("Nightjar: the service is not watched: " + e);
        }
    }
}
