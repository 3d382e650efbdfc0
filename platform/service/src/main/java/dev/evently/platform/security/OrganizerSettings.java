package dev.evently.platform.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of those who act for organizers. It is to be the same for every service. Administrators are not meant: they
 * have a setting of their own in identity-service.
 *
 * @param needSecondFactor whether they must have signed in with a second factor
 * @param needVerifiedEmail whether they must have verified their address
 */
@ConfigurationProperties("evently.organizers")
public record OrganizerSettings(
        @DefaultValue("false") boolean needSecondFactor,
        @DefaultValue("false") boolean needVerifiedEmail) {}
