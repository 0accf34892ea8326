import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code QuorumPeerConfig.parse}, which is what {@code QuorumPeerMain.initializeAndRun} does first. */
final class ZooKeeperJudge implements Judge {
    private final Class<?> config = Class.forName("org.apache.zookeeper.server.quorum.QuorumPeerConfig");
    private final Method parse = config.getMethod("parse", String.class);

    ZooKeeperJudge() throws ReflectiveOperationException {}

    @Override
    public Map<String, Object> read(String path) throws Throwable {
        // Two settings are static since 3.5; a process reads one file only.
        reset("setStandaloneEnabled", true);
        reset("setReconfigEnabled", false);
        Object parsed = config.getConstructor().newInstance();
        parse.invoke(parsed, path);
        Map<String, Object> values = new LinkedHashMap<>();
        value(parsed, "isDistributed", values);
        value(parsed, "getServerId", values);
        value(parsed, "getTickTime", values);
        value(parsed, "getClientPortAddress", values);
        Object servers = config.getMethod("getServers").invoke(parsed);
        if (servers instanceof Map<?, ?> map) {
            values.put("servers", map.size());
        }
        return values;
    }

    private void reset(String setter, boolean value) throws ReflectiveOperationException {
        Method method;
        try {
            method = config.getDeclaredMethod(setter, boolean.class);
        } catch (NoSuchMethodException older) {
            return;
        }
        method.setAccessible(true);
        method.invoke(null, value);
    }

    private void value(Object parsed, String getter, Map<String, Object> values) {
        try {
            Object value = config.getMethod(getter).invoke(parsed);
            if (value != null) {
                values.put(getter, value instanceof Number || value instanceof Boolean ? value : value.toString());
            }
        } catch (ReflectiveOperationException none) {
            // 3.4 has no such getter, or nothing to tell.
        }
    }
}
