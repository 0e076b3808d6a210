package kotlin.coroutines;

/**
 * Stands for the parameter that Kotlin adds to a suspending function.
 *
 * @param <T> its result
 */
public interface Continuation<T> {

}
