package dev.evently.platform.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Sends {@link WrittenJson} as it is. */
final class WrittenJsonConverter extends AbstractHttpMessageConverter<WrittenJson<?>> {

    WrittenJsonConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == WrittenJson.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected WrittenJson<?> readInternal(Class<? extends WrittenJson<?>> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("Nobody sends one", input);
    }

    @Override
    protected Long getContentLength(WrittenJson<?> json, @Nullable MediaType mediaType) {
        return (long) json.bytes().length;
    }

    @Override
    protected void writeInternal(WrittenJson<?> json, HttpOutputMessage output) throws IOException {
        output.getBody().write(json.bytes());
    }
}
