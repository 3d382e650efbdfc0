package dev.evently.gateway.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose pages may call the API from a browser.
 *
 * @param origins as browsers send them, such as {@code https://tickets.example.org}; none unless they are listed
 */
@ConfigurationProperties("evently.cross-origin")
record CrossOriginSettings(@DefaultValue List<String> origins) {}
