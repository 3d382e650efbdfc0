package dev.evently.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WholeMessagesTests {

    private final EmbeddedChannel connection = new EmbeddedChannel(new WholeMessages.HeldHead());

    @Test
    void sendsAHeadWithTheBeginningOfItsBody() {
        HttpMessage head = post();
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 4);
        HttpContent body = content("ab");

        assertThat(connection.writeAndFlush(head).isSuccess())
                .as("who writes the body waits for it")
                .isTrue();
        assertThat(connection.outboundMessages()).isEmpty();

        connection.writeOutbound(body);
        assertThat(connection.outboundMessages()).containsExactly(head, body);

        HttpContent rest = content("cd");
        connection.writeOutbound(rest);
        assertThat(connection.outboundMessages()).containsExactly(head, body, rest);
    }

    /** As for a HEAD request. */
    @Test
    void sendsAHeadThatIsFollowedByNoBody() {
        HttpMessage head = answer();
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 4);

        connection.writeOutbound(head);
        connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(connection.outboundMessages()).containsExactly(head, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void sendsAHeadAtOnceWhoseBodyHasNoKnownLength() {
        HttpMessage head = answer();
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);

        assertThat(connection.writeOutbound(head)).isTrue();
    }

    @Test
    void sendsAHeadAtOnceWhoseSenderWaitsToBeAskedForTheBody() {
        HttpMessage head = post();
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 4);
        head.headers().set(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE);

        assertThat(connection.writeOutbound(head)).isTrue();
    }

    private static HttpMessage post() {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    }

    private static HttpMessage answer() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static HttpContent content(String text) {
        return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}
