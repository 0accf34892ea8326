import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeSet;

/**
 * What a start makes of the meta.properties in the log directories, with the configuration accepted first.
 *
 * <p>In its own quorum (2.8 on) {@code KafkaRaftServer.initializeLogDirs} runs as a whole. Under ZooKeeper the checks
 * stand in {@code KafkaServer.startup} between calls that need a ZooKeeper: here run the methods that it calls,
 * {@code getBrokerId} (0.9 to 0.11), {@code getBrokerIdAndOfflineDirs} (1.0 to 2.3),
 * {@code getBrokerMetadataAndOfflineDirs} and {@code getOrGenerateBrokerId} (2.4 to 3.6),
 * {@code MetaPropertiesEnsemble.Loader} and {@code verify} (3.7 on). Its two lines about {@code version} (2.8 to 3.6)
 * are repeated here, because no method holds them; the cluster's id, which only the ZooKeeper knows, is left open.
 * 0.8 has no meta.properties.
 *
 * <p>Directories that the release sets aside as unreadable are told as {@code offline}.
 */
final class MetaJudge extends ReflectiveJudge {
    private final Class<?> config = Class.forName("kafka.server.KafkaConfig");
    private final Class<?> raft = optional("kafka.server.KafkaRaftServer$");
    private final Class<?> ensemble = optional("org.apache.kafka.metadata.properties.MetaPropertiesEnsemble");

    MetaJudge() throws ReflectiveOperationException {}

    @Override
    public Map<String, Object> read(String path) throws Throwable {
        Properties props = new Properties();
        try (InputStream in = new FileInputStream(path)) {
            props.load(in);
        }
        Method fromProps = method(config, "fromProps", Properties.class);
        if (fromProps == null) {
            construct(config.getConstructor(Properties.class), props);
            return Map.of();
        }
        Object parsed = call(fromProps, null, props);
        Collection<String> offline;
        try {
            offline = props.containsKey("process.roles") && raft != null ? quorum(parsed) : zooKeeper(parsed);
        } catch (Throwable refusal) {
            if (refusal.getClass().getSimpleName().equals("GenerateBrokerIdException")) {
                // It asks ZooKeeper for an id: as far as the files go, it starts.
                return Map.of();
            }
            throw new Started(refusal);
        }
        return offline.isEmpty() ? Map.of() : Map.of("offline", new ArrayList<Object>(new TreeSet<>(offline)));
    }

    /** A node of the metadata quorum; which directories it sets aside. */
    private Collection<String> quorum(Object parsed) throws Throwable {
        Object module = raft.getField("MODULE$").get(null);
        for (Method method : raft.getMethods()) {
            if (!method.getName().equals("initializeLogDirs")) {
                continue;
            }
            Object logger = ensemble == null ? null : ensemble.getField("LOG").get(null);
            Object result = method.getParameterCount() == 1
                    ? call(method, module, parsed)
                    : call(method, module, parsed, logger, "");
            int last = (int) result.getClass().getMethod("productArity").invoke(result) - 1;
            Object part = call(accessible(result, "productElement", int.class), result, ensemble == null ? last : 0);
            return ensemble == null ? strings(part) : errors(part);
        }
        throw new NoSuchMethodException("initializeLogDirs");
    }

    /** A broker under ZooKeeper; which directories it sets aside. */
    private Collection<String> zooKeeper(Object parsed) throws Throwable {
        if (ensemble != null) {
            return ensembleUnderZooKeeper(parsed);
        }
        Object server = server(parsed);
        Method whole = declared(server, "getBrokerId");
        if (whole != null) {
            call(whole, server);
            return List.of();
        }
        Method id = declared(server, "getBrokerIdAndOfflineDirs");
        if (id != null) {
            return strings(second(call(id, server)));
        }
        Object both;
        Method own = declared(server, "getBrokerMetadataAndOfflineDirs");
        if (own != null) {
            both = call(own, server);
        } else {
            Class<?> checkpoint = Class.forName("kafka.server.BrokerMetadataCheckpoint$");
            Object module = checkpoint.getField("MODULE$").get(null);
            Object dirs = config.getMethod("logDirs").invoke(parsed);
            Method read = named(checkpoint, "getBrokerMetadataAndOfflineDirs");
            both = read.getParameterCount() == 2 ? call(read, module, dirs, true) : call(read, module, dirs, true, false);
        }
        Object first = call(accessible(both, "_1"), both);
        Method version = own == null ? first.getClass().getMethod("version") : null;
        if (version != null && !Integer.valueOf(0).equals(call(version, first))) {
            throw new RuntimeException("Found unexpected version in loaded `meta.properties`: " + first
                    + ". Zk-based brokers only support version 0 (which is implicit when the `version` field is missing).");
        }
        call(named(server.getClass(), "getOrGenerateBrokerId"), server, first);
        return strings(second(both));
    }

    private Collection<String> ensembleUnderZooKeeper(Object parsed) throws Throwable {
        Class<?> loaderClass = Class.forName(ensemble.getName() + "$Loader");
        Object loader = construct(loaderClass.getConstructor());
        call(loaderClass.getMethod("addLogDirs", Collection.class), loader, strings(config.getMethod("logDirs").invoke(parsed)));
        Object loaded = call(loaderClass.getMethod("load"), loader);
        int brokerId = (int) config.getMethod("brokerId").invoke(parsed);
        OptionalInt id = brokerId < 0 ? OptionalInt.empty() : OptionalInt.of(brokerId);
        call(named(ensemble, "verify"), loaded, Optional.empty(), id, requireVersion0());
        return errors(loaded);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object requireVersion0() throws ClassNotFoundException {
        Class flags = Class.forName(ensemble.getName() + "$VerificationFlag");
        return EnumSet.of(Enum.valueOf(flags, "REQUIRE_V0"));
    }

    /** A KafkaServer that isn't started: its arguments beside the configuration are the default ones. */
    private Object server(Object parsed) throws Throwable {
        Class<?> server = Class.forName("kafka.server.KafkaServer");
        Constructor<?> constructor = Arrays.stream(server.getConstructors())
                .filter(one -> one.getParameterTypes()[0] == config)
                .findFirst()
                .orElseThrow();
        Object[] arguments = new Object[constructor.getParameterCount()];
        arguments[0] = parsed;
        for (int at = 1; at < arguments.length; at++) {
            arguments[at] = call(server.getMethod("$lessinit$greater$default$" + (at + 1)), null);
        }
        return construct(constructor, arguments);
    }

    private Collection<String> errors(Object loaded) throws Throwable {
        return strings(call(ensemble.getMethod("errorLogDirs"), loaded));
    }

    private static Object second(Object pair) throws Throwable {
        return call(accessible(pair, "_2"), pair);
    }

    /** The members of a Java or Scala collection of strings. */
    private static Collection<String> strings(Object collection) throws Throwable {
        List<String> found = new ArrayList<>();
        if (collection instanceof Collection<?> java) {
            java.forEach(one -> found.add((String) one));
            return found;
        }
        Object each = call(accessible(collection, "iterator"), collection);
        Method more = Class.forName("scala.collection.Iterator").getMethod("hasNext");
        Method next = Class.forName("scala.collection.Iterator").getMethod("next");
        while ((boolean) more.invoke(each)) {
            found.add((String) next.invoke(each));
        }
        return found;
    }

    private static Method accessible(Object target, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = target.getClass().getMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** A method without parameters that the class itself declares; null without one. */
    private static Method declared(Object target, String name) {
        try {
            Method method = target.getClass().getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static Method named(Class<?> owner, String name) throws NoSuchMethodException {
        for (Method method : owner.getDeclaredMethods()) {
            if (method.getName().equals(name) && !Modifier.isAbstract(method.getModifiers())) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }
}
