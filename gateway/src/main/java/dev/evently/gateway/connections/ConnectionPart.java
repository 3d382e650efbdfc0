package dev.evently.gateway.connections;

import io.netty.channel.ChannelPipeline;

/** A part that every connection of a client gets as soon as it is clear which version of HTTP is spoken on it. */
public interface ConnectionPart {

    /**
     * Adds this part to a connection of HTTP/1.1.
     *
     * @param codec the name of the handler behind which bytes are messages
     */
    default void addToHttp1(ChannelPipeline pipeline, String codec) {}

    /**
     * Adds this part to a connection of HTTP/2, which carries the frames of all its streams.
     *
     * @param codec the name of the handler behind which bytes are frames
     */
    default void addToHttp2(ChannelPipeline pipeline, String codec) {}
}
