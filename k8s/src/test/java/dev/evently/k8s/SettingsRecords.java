package dev.evently.k8s;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The records of settings in source code, as the compiler reads them: what can be set by which environment variable. */
final class SettingsRecords {

    private static final Pattern TYPE = Pattern.compile("(?:.*@\\w+(?:\\([^)]*\\))?\\s+)?(List|Set|Map)<(.*)>");

    private SettingsRecords() {}

    static List<Pattern> variables(List<Path> sources) {
        List<Path> settings = sources.stream()
                .filter(source -> Repository.read(source).contains("@ConfigurationProperties("))
                .toList();
        List<Pattern> variables = new ArrayList<>();
        for (CompilationUnitTree unit : parse(settings)) {
            Map<String, ClassTree> types = new TreeMap<>();
            unit.getTypeDecls().forEach(type -> collect(type, types));
            types.values()
                    .forEach(type -> prefix(type)
                            .ifPresent(prefix -> add(ServiceSettings.variable(prefix), type, types, variables)));
        }
        return variables;
    }

    private static Iterable<? extends CompilationUnitTree> parse(List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            return ((JavacTask) compiler.getTask(
                            null,
                            manager,
                            null,
                            List.of("-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files)))
                    .parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Tree tree, Map<String, ClassTree> types) {
        if (tree instanceof ClassTree type) {
            types.put(type.getSimpleName().toString(), type);
            type.getMembers().forEach(member -> collect(member, types));
        }
    }

    private static Optional<String> prefix(ClassTree type) {
        return argument(type.getModifiers().getAnnotations(), "ConfigurationProperties");
    }

    private static Optional<String> argument(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .flatMap(annotation -> annotation.getArguments().stream())
                .map(SettingsRecords::literal)
                .findFirst();
    }

    private static String literal(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return value instanceof LiteralTree text ? String.valueOf(text.getValue()) : value.toString();
    }

    private static void add(String prefix, ClassTree record, Map<String, ClassTree> types, List<Pattern> variables) {
        for (Tree member : record.getMembers()) {
            if (member instanceof VariableTree component
                    && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                String name = argument(component.getModifiers().getAnnotations(), "Name")
                        .orElse(component.getName().toString());
                add(
                        prefix + "_" + ServiceSettings.variable(name),
                        component.getType().toString(),
                        types,
                        variables);
            }
        }
    }

    private static void add(String prefix, String type, Map<String, ClassTree> types, List<Pattern> variables) {
        Matcher collection = TYPE.matcher(type);
        if (collection.matches()) {
            String element = collection.group(2).replaceAll("^String, *", "");
            String key = collection.group(1).equals("Map") ? "_[A-Z0-9_]+" : "_[0-9]+";
            add(prefix + key, element, types, variables);
            variables.add(Pattern.compile(prefix));
            return;
        }
        ClassTree record = types.get(type.replaceAll(".*[\\s.]", ""));
        if (record != null) {
            add(prefix, record, types, variables);
        } else {
            variables.add(Pattern.compile(prefix));
        }
    }
}
