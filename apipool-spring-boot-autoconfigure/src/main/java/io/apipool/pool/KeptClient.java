package io.apipool.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.apipool.ApiKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client of one key, or what will be one: whoever asks while it is being made waits for
 * it.
 */
final class KeptClient {

	private static final Log logger = LogFactory.getLog(KeptClient.class);

	private final CompletableFuture<Object> client = new CompletableFuture<>();

	/**
	 * Makes the client.
	 * @throws RuntimeException what the factory throws, whatever it is
	 */
	void make(ClientSource source, ApiKey key, KeyClients place) {
		try {
			this.client.complete(source.make(key, place));
		}
		catch (Throwable ex) {
			this.client.completeExceptionally(ex);
			throw ex;
		}
	}

	Object await(ApiKey key) {
		try {
			return this.client.get();
		}
		catch (ExecutionException ex) {
			throw Thrown.rethrow(Thrown.inner(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException(key + ": interrupted while its client was made");
		}
	}

	/**
	 * Closes the client, when it is made if it is not yet.
	 */
	void close(ApiKey key) {
		this.client.thenAccept((made) -> close(made, key));
	}

	private static void close(Object client, ApiKey key) {
		try {
			if (client instanceof AutoCloseable closeable) {
				closeable.close();
				return;
			}
			Method close = closing(client.getClass());
			if (close != null) {
				close.invoke(client);
			}
		}
		catch (Throwable ex) {
			Throwable thrown = (ex instanceof InvocationTargetException && ex.getCause() != null) ? ex.getCause() : ex;
			logger.warn(key + ": its " + client.getClass().getSimpleName() + " could not be closed: "
					+ ClientTrouble.told(thrown, key));
		}
	}

	/**
	 * Returns the method that closes a client which is no {@link AutoCloseable}, as some
	 * vendors' are; declared where it may be called.
	 */
	private static @Nullable Method closing(@Nullable Class<?> type) {
		if (type == null) {
			return null;
		}
		for (Class<?> each : type.getInterfaces()) {
			Method found = closing(each);
			if (found != null) {
				return found;
			}
		}
		return Modifier.isPublic(type.getModifiers()) ? declared(type) : closing(type.getSuperclass());
	}

	private static @Nullable Method declared(Class<?> type) {
		try {
			Method close = type.getMethod("close");
			return (close.getReturnType() == void.class && !Modifier.isStatic(close.getModifiers())) ? close : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

}
