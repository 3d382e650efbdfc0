package dev.evently.platform.web;

/**
 * The body of an answer that has been written already, as one that is kept in a cache.
 *
 * @param <T> what it is the JSON of
 * @param bytes in UTF-8; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // Two bodies are never compared.
public record WrittenJson<T>(byte[] bytes) {}
