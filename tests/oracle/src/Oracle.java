import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs one release's real classes over many files: paths come one a line on standard input, verdicts leave one JSON
 * line each on standard output. The release is whatever the class path holds; all of it is reached by reflection.
 *
 * <p>Usage: {@code java -cp classes:RELEASE Oracle zookeeper|kafka|kafka-meta|storm|snakeyaml VERSION}
 */
public final class Oracle {
    private Oracle() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII);
        // The servers' logging goes where it likes; standard output carries verdicts only.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        if (System.getProperty("oracle.stderr") == null) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        }
        Judge judge;
        try {
            judge = judge(args[0]);
        } catch (Throwable e) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true)
                    .println("oracle: " + args[0] + " " + args[1] + " does not run here: " + chain(e));
            System.exit(3);
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Properties clean = (Properties) System.getProperties().clone();
        for (String path = in.readLine(); path != null; path = in.readLine()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", path);
            line.put("version", args[1]);
            try {
                Map<String, Object> values = judge.read(path);
                line.put("verdict", "accepted");
                if (!values.isEmpty()) {
                    line.put("values", values);
                }
            } catch (Throwable e) {
                line.put("verdict", "refused");
                if (e instanceof Started) {
                    line.put("stage", "start");
                }
                line.put("chain", chain(e));
                Map<String, Object> marks = marks(e);
                if (!marks.isEmpty()) {
                    line.put("yaml", marks);
                }
            }
            out.println(Json.of(line));
            if (!in.ready()) {
                out.flush();
            }
            // ZooKeeper sets a system property for every key that it doesn't know.
            System.setProperties((Properties) clean.clone());
        }
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Judge judge(String component) throws Throwable {
        return switch (component) {
            case "zookeeper" -> new ZooKeeperJudge();
            case "kafka" -> new KafkaJudge();
            case "kafka-meta" -> new MetaJudge();
            case "storm" -> new StormJudge();
            case "snakeyaml" -> new SnakeYamlJudge();
            default -> throw new IllegalArgumentException(component);
        };
    }

    /** The exceptions from the outermost to the first cause, without those that the harness adds. */
    private static List<Object> chain(Throwable thrown) {
        List<Object> chain = new ArrayList<>();
        for (Throwable e = thrown; e != null && chain.size() < 12; e = e.getCause()) {
            if (e instanceof InvocationTargetException || e instanceof Started) {
                continue;
            }
            Map<String, Object> link = new LinkedHashMap<>();
            link.put("class", e.getClass().getName());
            link.put("message", e.getMessage());
            chain.add(link);
        }
        return chain;
    }

    /** What SnakeYAML says, part by part, if it is SnakeYAML (shaded or not) that refused. */
    private static Map<String, Object> marks(Throwable thrown) {
        Map<String, Object> marks = new LinkedHashMap<>();
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (!e.getClass().getName().contains("yaml.snakeyaml")) {
                continue;
            }
            part(e, "getContext", "context", marks);
            part(e, "getContextMark", "context_at", marks);
            part(e, "getProblem", "problem", marks);
            part(e, "getProblemMark", "at", marks);
            if (marks.isEmpty()) {
                part(e, "getPosition", "position", marks);
                part(e, "getName", "reader", marks);
            }
            break;
        }
        return marks;
    }

    private static void part(Throwable e, String getter, String name, Map<String, Object> marks) {
        try {
            Object value = e.getClass().getMethod(getter).invoke(e);
            if (value != null && getter.endsWith("Mark")) {
                int line = (Integer) value.getClass().getMethod("getLine").invoke(value);
                int column = (Integer) value.getClass().getMethod("getColumn").invoke(value);
                value = (line + 1) + ":" + (column + 1);
            }
            if (value != null) {
                marks.put(name, value);
            }
        } catch (ReflectiveOperationException none) {
            // Another exception class of SnakeYAML: it has fewer parts.
        }
    }
}
