package dev.evently.gateway;

import org.springframework.test.context.TestPropertySource;

/** HTTP/1.1 is spoken no less strictly where HTTP/2 is spoken as well. */
@TestPropertySource(properties = {"evently.gateway.http2.clear-text=true", "evently.gateway.http2.streams=100"})
class ClearTextSmugglingIT extends SmugglingIT {}
