package dev.evently.platform.web;

/**
 * The body of an answer that has been written already, as one that is kept in a cache.
 *
 * @param <T> what it is the JSON of, for the API's document to say
 * @param bytes in UTF-8; nobody changes them
 */
// Two bodies are never compared, and the bytes do not tell of what type they were made.
@SuppressWarnings({"ArrayRecordComponent", "UnusedTypeParameter"})
public record WrittenJson<T>(byte[] bytes) {}
