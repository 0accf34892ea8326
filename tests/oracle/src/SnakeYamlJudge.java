import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;

/**
 * The reading half of {@code Utils.findAndReadConfigFile} alone, for a SnakeYAML whose Storm release is not published
 * in the registry.
 */
final class SnakeYamlJudge implements Judge {
    private final Class<?> yaml = Class.forName("org.yaml.snakeyaml.Yaml");
    private final Class<?> options = Class.forName("org.yaml.snakeyaml.LoaderOptions");
    private final Class<?> constructor = Class.forName("org.yaml.snakeyaml.constructor.SafeConstructor");
    private final Class<?> base = Class.forName("org.yaml.snakeyaml.constructor.BaseConstructor");

    SnakeYamlJudge() throws ReflectiveOperationException {}

    @Override
    public Map<String, Object> read(String path) throws Throwable {
        Object safe = constructor.getConstructor(options).newInstance(options.getConstructor().newInstance());
        Object parser = yaml.getConstructor(base).newInstance(safe);
        try (InputStream in = new FileInputStream(path)) {
            Map<?, ?> map =
                    (Map<?, ?>) yaml.getMethod("load", java.io.Reader.class).invoke(parser, new InputStreamReader(in));
            if (map != null) {
                new HashMap<Object, Object>(map);
            }
        }
        return Map.of();
    }
}
