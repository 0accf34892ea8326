import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * {@code read-storm-config} of config.clj up to 1.2, {@code ConfigUtils.readStormConfig} since 2.0: defaults.yaml of
 * the release, the file in place of the class path's storm.yaml, the merge and the validation, as every daemon does.
 */
final class StormJudge implements Judge {
    /** Finds the file under judgement where Storm looks for storm.yaml: on the context class loader's path. */
    private static final class Conf extends ClassLoader {
        private URL file;

        Conf(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws java.io.IOException {
            if (!name.equals("storm.yaml")) {
                return super.getResources(name);
            }
            return file == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(file));
        }
    }

    private interface Reader {
        Object read() throws Throwable;
    }

    private final Conf conf = new Conf(StormJudge.class.getClassLoader());
    private final Reader reader;

    StormJudge() throws Throwable {
        Thread.currentThread().setContextClassLoader(conf);
        reader = reader();
        // Several classes read the configuration when they are loaded: let them do it now, without a file.
        reader.read();
    }

    private static Reader reader() throws ReflectiveOperationException {
        for (String root : new String[] {"org.apache.storm", "backtype.storm"}) {
            if (StormJudge.class.getResource("/" + root.replace('.', '/') + "/config__init.class") != null) {
                return clojure(root + ".config");
            }
        }
        Method read = Class.forName("org.apache.storm.utils.ConfigUtils").getMethod("readStormConfig");
        return () -> read.invoke(null);
    }

    private static Reader clojure(String namespace) throws ReflectiveOperationException {
        Class<?> runtime = Class.forName("clojure.lang.RT");
        Method var = runtime.getMethod("var", String.class, String.class);
        Class<?> function = Class.forName("clojure.lang.IFn");
        Object symbol = Class.forName("clojure.lang.Symbol").getMethod("intern", String.class).invoke(null, namespace);
        function.getMethod("invoke", Object.class).invoke(var.invoke(null, "clojure.core", "require"), symbol);
        Object read = var.invoke(null, namespace, "read-storm-config");
        Method call = function.getMethod("invoke");
        return () -> call.invoke(read);
    }

    @Override
    public Map<String, Object> read(String path) throws Throwable {
        conf.file = new File(path).toURI().toURL();
        reader.read();
        return Map.of();
    }
}
