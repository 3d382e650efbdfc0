package dev.evently.knownbad.identity.first;

import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** A repository that everybody may use and that has transactions of its own. */
@Transactional
public interface Things extends Repository<String, Long> {

    long count();
}
