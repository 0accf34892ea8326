import java.util.Map;

/** One release's own reading of one configuration file. */
interface Judge {
    /**
     * Reads the file as the server does when it starts.
     *
     * @return effective values worth recording; may be empty
     * @throws Throwable whatever the server would die of
     */
    Map<String, Object> read(String path) throws Throwable;
}
