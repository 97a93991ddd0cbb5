package dev.nightjar.javaagent;

import com.sun.net.httpserver.HttpServer;
import io.grpc.CallOptions;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** A program that knows nothing of Nightjar: answers in four ways, asks itself once in each, and ends. */
final class Unwatched {
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Orders extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(202);
        }
    }

    private Unwatched() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
        HttpServer jdk = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        jdk.createContext("/jdk", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        jdk.start();
        get(jdk.getAddress().getPort(), "/jdk?token=tiger");

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[0]);
        Connector connector = new Connector();
        connector.setPort(0);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", new File(".").getAbsolutePath());
        Tomcat.addServlet(context, "orders", new Orders()).addMapping("/orders/*");
        tomcat.start();
        get(connector.getLocalPort(), "/orders/17");

        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.get("/items/:id")
                .handler(asked -> asked.response().setStatusCode(203).end());
        get(
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort(),
                "/items/17");

        MethodDescriptor<String, String> place = MethodDescriptor.newBuilder(new Text(), new Text())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("shop.Orders/Place")
                .build();
        Server grpc = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder("shop.Orders")
                        .addMethod(place, ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext("placed");
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", grpc.getPort())
                .usePlaintext()
                .build();
        System.out.println(ClientCalls.blockingUnaryCall(channel, place, CallOptions.DEFAULT, "item: 17"));
        System.in.read(); // until the test has seen all
        System.exit(0);
    }

    private static void get(int port, String path) throws IOException {
        HttpURLConnection asked = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        asked.getResponseCode();
    }
}
