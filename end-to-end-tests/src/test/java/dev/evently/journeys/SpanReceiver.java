package dev.evently.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes spans by OTLP over HTTP, as a collector does, and keeps all of them. */
final class SpanReceiver implements AutoCloseable {

    private final Collection<SeenSpan> spans = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private SpanReceiver(HttpServer server) {
        this.server = server;
    }

    static SpanReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SpanReceiver receiver = new SpanReceiver(server);
            server.createContext("/v1/traces", receiver::take);
            server.setExecutor(receiver.threads);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                String service = SeenSpan.text(resource.getResource().getAttributesList(), "service.name");
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    for (Span span : scope.getSpansList()) {
                        spans.add(new SeenSpan(service, span));
                    }
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    List<SeenSpan> all() {
        return List.copyOf(spans);
    }

    /** The spans of one trace, by their beginning. */
    List<SeenSpan> trace(String traceId) {
        return spans.stream()
                .filter(span -> span.traceId().equals(traceId))
                .sorted(Comparator.comparingLong(span -> span.span().getStartTimeUnixNano()))
                .toList();
    }

    /** The spans of one trace as an indented text, for whoever reads why a test failed. */
    String tree(String traceId) {
        List<SeenSpan> trace = trace(traceId);
        List<String> ids = trace.stream().map(SeenSpan::id).toList();
        StringBuilder tree = new StringBuilder();
        for (SeenSpan span : trace) {
            if (!ids.contains(span.parentId())) {
                append(tree, span, trace, 0);
            }
        }
        return tree.toString();
    }

    private static void append(StringBuilder tree, SeenSpan span, List<SeenSpan> trace, int depth) {
        tree.append("  ".repeat(depth)).append(span).append('\n');
        List<SeenSpan> children = new ArrayList<>(trace);
        children.removeIf(other -> !other.parentId().equals(span.id()));
        children.forEach(child -> append(tree, child, trace, depth + 1));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
