package dev.evently.sandbox.web;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call.
 *
 * @param apiKey what a merchant sends as its bearer token
 */
@ConfigurationProperties("evently.sandbox")
@Validated
record ApiSettings(@NotBlank String apiKey) {}
