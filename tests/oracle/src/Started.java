/** The configuration was accepted, and a later step of every start refused it: carries that step's exception. */
final class Started extends Exception {
    private static final long serialVersionUID = 1L;

    Started(Throwable refusal) {
        super(refusal);
    }
}
