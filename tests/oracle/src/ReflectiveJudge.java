import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** A judge that speaks to classes which differ from release to release. */
abstract class ReflectiveJudge implements Judge {
    /** The class of a name; null where this release has none. */
    static Class<?> optional(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    /** A public method; null where this release has none. */
    static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            return owner.getMethod(name, parameters);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    /** Calls, and throws what the method throws. */
    static Object call(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Makes an object, and throws what the constructor throws. */
    static Object construct(Constructor<?> constructor, Object... arguments) throws Throwable {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
