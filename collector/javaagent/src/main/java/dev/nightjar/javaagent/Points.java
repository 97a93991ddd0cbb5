package dev.nightjar.javaagent;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.nightjar.javaagent.bridge.Bridge;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The methods at which calls begin and end, and what is woven into them. */
final class Points {
    // compile-time constants: woven into the service as text
    static final String HTTP_SERVER = "httpserver";
    static final String SERVLET = "servlet";
    static final String VERTX = "vertx";
    static final String GRPC_SERVER = "grpc-server";
    static final String GRPC_CLIENT = "grpc-client";

    private Points() {}

    static void instrument(Instrumentation instrumentation) {
        AgentBuilder builder = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                // Java's own HTTP server is watched too; what Byte Buddy ignores otherwise is Java's own classes
                .ignore(nameStartsWith("net.bytebuddy.").or(nameStartsWith("dev.nightjar.")));
        builder = at(builder, "com.sun.net.httpserver.Filter$Chain", named("doFilter"), HttpServerAdvice.class);
        builder = at(
                builder,
                "jakarta.servlet.http.HttpServlet",
                named("service").and(takesArgument(0, named("jakarta.servlet.ServletRequest"))),
                ServletAdvice.class);
        builder = at(builder, "io.vertx.ext.web.impl.RoutingContextImpl", isConstructor(), VertxAdvice.class);
        builder = at(
                builder,
                "io.grpc.internal.ServerImplBuilder",
                named("build").and(takesArguments(0)),
                GrpcServerAdvice.class);
        builder = at(
                builder,
                "io.grpc.internal.ManagedChannelImplBuilder",
                named("build").and(takesArguments(0)),
                GrpcClientAdvice.class);
        builder.installOn(instrumentation);
    }

    private static AgentBuilder at(
            AgentBuilder builder, String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
        return builder.type(named(type))
                .transform((instrumented, description, loader, module, domain) ->
                        instrumented.visit(Advice.to(advice).on(method)));
    }

    /** Woven into the JDK's chain of filters, whose innermost part is the handler. */
    static final class HttpServerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            return Bridge.enter(HTTP_SERVER, self, arguments);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object token, @Advice.Thrown @Nullable Throwable thrown) {
            Bridge.exit(token, thrown);
        }
    }

    /** Woven into the method by which a container calls an HTTP servlet. */
    static final class ServletAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            return Bridge.enter(SERVLET, self, arguments);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object token, @Advice.Thrown @Nullable Throwable thrown) {
            Bridge.exit(token, thrown);
        }
    }

    /** Woven into the constructor of what Vert.x' router keeps of a request. */
    static final class VertxAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void made(@Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            Bridge.enter(VERTX, self, arguments);
        }
    }

    /** Woven into the making of a gRPC server. */
    static final class GrpcServerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void building(@Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            Bridge.enter(GRPC_SERVER, self, arguments);
        }
    }

    /** Woven into the making of a gRPC channel. */
    static final class GrpcClientAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void building(@Advice.This Object self, @Advice.AllArguments @Nullable Object[] arguments) {
            Bridge.enter(GRPC_CLIENT, self, arguments);
        }
    }
}
