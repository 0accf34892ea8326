import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What {@code kafka.Kafka.main} does with server.properties before it starts a server: the properties, the metrics
 * reporters (in some releases before, in some after the configuration), the topic defaults of the log manager.
 */
final class KafkaJudge extends ReflectiveJudge {
    private final Class<?> config = Class.forName("kafka.server.KafkaConfig");
    private final Method fromProps = method(config, "fromProps", Properties.class);
    private final Method fromPropsQuietly = method(config, "fromProps", Properties.class, boolean.class);
    private final boolean reportersFirst =
            fromProps != null
                    && optional("kafka.server.KafkaServerStartable") != null
                    && method(config, "requiresZookeeper") == null;
    private final Constructor<?> verifiable =
            Class.forName("kafka.utils.VerifiableProperties").getConstructor(Properties.class);
    private final Object reporters = Class.forName("kafka.metrics.KafkaMetricsReporter$").getField("MODULE$").get(null);
    private final Method startReporters =
            reporters.getClass().getMethod("startReporters", verifiable.getDeclaringClass());
    private final AtomicBoolean reportersStarted;
    private final Constructor<?> topicConfig;
    private final Object topicConfigSecond;
    private final Method topicSettings;
    private final Object topicSettingsOwner;
    private final Method validateBroker;
    private final Method validateValues;

    KafkaJudge() throws ReflectiveOperationException {
        Method started = reporters.getClass().getDeclaredMethod("ReporterStarted");
        started.setAccessible(true);
        reportersStarted = (AtomicBoolean) started.invoke(reporters);
        if (fromProps == null) {
            topicConfig = null;
            topicConfigSecond = null;
            topicSettings = null;
            topicSettingsOwner = null;
            validateBroker = null;
            validateValues = null;
            return;
        }
        Class<?> log = optional("kafka.log.LogConfig");
        if (log == null || log.getConstructors().length == 0) {
            log = Class.forName("org.apache.kafka.storage.internals.log.LogConfig");
        }
        topicConfig = topicConfig(log);
        validateBroker = method(log, "validateBrokerLogConfigValues", Map.class, boolean.class);
        validateValues = method(log, "validateValues", Map.class);
        topicConfigSecond = topicConfig.getParameterCount() == 1
                ? null
                : log.getMethod("$lessinit$greater$default$2").invoke(null);
        if (method(config, "extractLogConfigMap") != null) {
            topicSettings = config.getMethod("extractLogConfigMap");
            topicSettingsOwner = null;
        } else if (method(log, "extractLogConfigMap", config) != null) {
            topicSettings = log.getMethod("extractLogConfigMap", config);
            topicSettingsOwner = null;
        } else {
            topicSettingsOwner = Class.forName("kafka.server.KafkaServer$").getField("MODULE$").get(null);
            topicSettings = topicSettingsOwner.getClass().getMethod("copyKafkaConfigToLog", config);
        }
    }

    private static Constructor<?> topicConfig(Class<?> log) throws NoSuchMethodException {
        for (int parameters = 1; parameters <= 2; parameters++) {
            for (Constructor<?> constructor : log.getConstructors()) {
                if (constructor.getParameterCount() == parameters && constructor.getParameterTypes()[0] == Map.class) {
                    return constructor;
                }
            }
        }
        throw new NoSuchMethodException("LogConfig(Map)");
    }

    @Override
    public Map<String, Object> read(String path) throws Throwable {
        Properties props = new Properties();
        try (InputStream in = new FileInputStream(path)) {
            props.load(in);
        }
        if (fromProps == null) {
            construct(config.getConstructor(Properties.class), props);
            startReporters(props);
            return Map.of();
        }
        if (reportersFirst) {
            startReporters(props);
        }
        Object parsed =
                fromPropsQuietly == null ? call(fromProps, null, props) : call(fromPropsQuietly, null, props, false);
        try {
            if (!reportersFirst) {
                startReporters(props);
            }
            if (!isBroker(parsed)) {
                return Map.of();
            }
            Object settings = topicSettings.getParameterCount() == 0
                    ? call(topicSettings, parsed)
                    : call(topicSettings, topicSettingsOwner, parsed);
            if (validateBroker != null) {
                call(validateBroker, null, settings, hasTieredStorage(parsed));
            } else if (validateValues != null) {
                call(validateValues, null, settings);
            }
            if (topicConfigSecond == null) {
                construct(topicConfig, settings);
            } else {
                construct(topicConfig, settings, topicConfigSecond);
            }
        } catch (Throwable refusal) {
            throw new Started(refusal);
        }
        return Map.of();
    }

    /** Whether the node keeps topic logs: one that is only a controller makes no {@code LogManager}. */
    private boolean isBroker(Object parsed) throws Throwable {
        Method roles = method(config, "processRoles");
        String shown = roles == null ? "" : call(roles, parsed).toString().toLowerCase(Locale.ROOT);
        return !shown.contains("controller") || shown.contains("broker");
    }

    /** Whether the broker has tiered storage, of which it then checks the retention. */
    private boolean hasTieredStorage(Object parsed) throws Throwable {
        Method own = method(config, "isRemoteLogStorageSystemEnabled");
        if (own != null) {
            return (boolean) call(own, parsed);
        }
        Object manager = call(config.getMethod("remoteLogManagerConfig"), parsed);
        Method enabled = method(manager.getClass(), "isRemoteStorageSystemEnabled");
        return (boolean) call(enabled == null ? manager.getClass().getMethod("enableRemoteStorageSystem") : enabled, manager);
    }

    /** {@code KafkaMetricsReporter.startReporters}, as if no reporter were running yet. */
    private void startReporters(Properties props) throws Throwable {
        reportersStarted.set(false);
        call(startReporters, reporters, construct(verifiable, props));
    }
}
