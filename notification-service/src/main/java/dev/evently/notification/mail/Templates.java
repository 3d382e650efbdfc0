package dev.evently.notification.mail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The mail templates, Mustache files under {@code /mail}. A value that a template names and nobody gives is an error. */
@Component
class Templates {

    private final Mustache.Compiler html =
            Mustache.compiler().withEscaper(Escapers.HTML).withLoader(Templates::open);
    private final Mustache.Compiler text =
            Mustache.compiler().withEscaper(Escapers.NONE).withLoader(Templates::open);
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    /** Fills in {@code <name>.html}, every value escaped. */
    String html(String name, Map<String, Object> values) {
        return fill(html, name + ".html", values);
    }

    /** Fills in {@code <name>.txt}, values as they are. */
    String text(String name, Map<String, Object> values) {
        return fill(text, name + ".txt", values);
    }

    private String fill(Mustache.Compiler compiler, String file, Map<String, Object> values) {
        return compiled.computeIfAbsent(file, name -> compile(compiler, name)).execute(values);
    }

    private static Template compile(Mustache.Compiler compiler, String file) {
        try (Reader source = open(file)) {
            return compiler.compile(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String file) throws IOException {
        InputStream resource = Templates.class.getResourceAsStream("/mail/" + file + ".mustache");
        if (resource == null) {
            throw new FileNotFoundException("There is no mail template " + file);
        }
        return new InputStreamReader(resource, StandardCharsets.UTF_8);
    }
}
