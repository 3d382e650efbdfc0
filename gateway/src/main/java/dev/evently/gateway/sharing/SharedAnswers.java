package dev.evently.gateway.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evently.gateway.routing.RouteTable;
import dev.evently.gateway.security.AccessTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives one answer of a service to many who ask for the same public page at the same moment. Their tokens have been checked
 * and their limits counted before. What few ask for is not touched.
 *
 * <p>A service says which answers are everybody's, and is told how many others shared one. Whoever has just written through
 * this gateway, or asks with {@code no-cache}, is answered by the service.
 */
@Component
@Order(SharedAnswers.AFTER_THE_TOKEN)
class SharedAnswers implements WebFilter {

    /** Spring Security's chain stands at -100. */
    static final int AFTER_THE_TOKEN = 0;

    /** How many readers shared an answer since the service was last asked for the page. */
    static final String OTHER_READERS = "X-Evently-Readers";

    private static final int MOST_PAGES = 500;
    private static final int LARGEST = 64 * 1024;
    private static final int MOST_WRITERS = 10_000;

    private final SharingSettings settings;
    private final Counter shared;
    private final Cache<String, Page> pages;
    private final Cache<String, Boolean> writers;

    SharedAnswers(SharingSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.shared = Counter.builder("evently.gateway.answers.shared")
                .description("Requests answered with what another one was answered")
                .register(metrics);
        this.pages = Caffeine.newBuilder()
                .maximumSize(MOST_PAGES)
                .expireAfterAccess(settings.window().multipliedBy(2))
                .build();
        this.writers = Caffeine.newBuilder()
                .maximumSize(MOST_WRITERS)
                .expireAfterWrite(settings.window())
                .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String reader = AccessTokens.subjectOf(exchange);
        if (!HttpMethod.GET.equals(request.getMethod())) {
            if (reader != null && !HttpMethod.HEAD.equals(request.getMethod())) {
                exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> writers.put(reader, true)));
            }
            return chain.filter(exchange);
        }
        boolean sharing =
                RouteTable.matches(RouteTable.OPEN_READS, request.getPath().pathWithinApplication())
                        && !asksAnew(request)
                        && (reader == null || writers.getIfPresent(reader) == null);
        return sharing ? filter(exchange, chain, System.nanoTime()) : chain.filter(exchange);
    }

    private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, long now) {
        Page page = pages.get(nameOf(exchange.getRequest()), name -> new Page(settings, now));
        SharedAnswer answer = page.next(now);
        if (answer != null) {
            shared.increment();
            return answer.writeTo(exchange);
        }
        return chain.filter(passing(exchange, page, now));
    }

    private static boolean asksAnew(ServerHttpRequest request) {
        String wish = request.getHeaders().getCacheControl();
        return wish != null && wish.contains("no-");
    }

    private static String nameOf(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        String accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
        return request.getURI().getRawPath() + '?' + (query == null ? "" : query) + ' ' + accept;
    }

    private static ServerWebExchange passing(ServerWebExchange exchange, Page page, long now) {
        int others = page.takeUntold();
        boolean wanted = page.isWanted();
        if (others == 0 && !wanted) {
            return exchange;
        }
        ServerWebExchange.Builder passing = exchange.mutate();
        if (others > 0) {
            passing.request(request -> request.header(OTHER_READERS, Integer.toString(others)));
        }
        if (wanted) {
            passing.response(new Copied(exchange.getResponse(), page, now));
        }
        return passing.build();
    }

    /** Keeps what passes for others, if it is theirs as well. */
    private static final class Copied extends ServerHttpResponseDecorator {

        private final Page page;
        private final long askedAt;

        Copied(ServerHttpResponse response, Page page, long askedAt) {
            super(response);
            this.page = page;
            this.askedAt = askedAt;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            long length = getHeaders().getContentLength();
            return length >= 0 && length <= LARGEST && SharedAnswer.mayBeMadeOf(getDelegate())
                    ? super.writeWith(DataBufferUtils.join(body).doOnNext(this::keep))
                    : super.writeWith(body);
        }

        private void keep(DataBuffer whole) {
            ByteBuffer bytes = ByteBuffer.allocate(whole.readableByteCount());
            whole.toByteBuffer(bytes);
            page.keep(SharedAnswer.of(getHeaders(), bytes.clear(), askedAt));
        }
    }
}
