package io.apipool.aop;

import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.apipool.LeaseBinding;
import io.apipool.pool.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is held of each element that is read.
 * <p>
 * An element is first read and then passed on: what the caller does with it is neither
 * the provider's failure nor done with the key. The elements come out of one answer, so
 * they are not split, and their number is asked of nobody: a count reads them like
 * everything else.
 *
 * @param <T> the elements
 */
final class HeldSpliterator<T extends @Nullable Object> implements Spliterator<T> {

	private final Spliterator<T> source;

	private final StreamHold hold;

	private final AtomicReference<@Nullable T> read = new AtomicReference<>();

	HeldSpliterator(Spliterator<T> source, StreamHold hold) {
		this.source = source;
		this.hold = hold;
	}

	@Override
	@SuppressWarnings("NullAway") // an element may be null
	public boolean tryAdvance(Consumer<? super T> action) {
		if (!read()) {
			return false;
		}
		T element = this.read.getAndSet(null);
		this.hold.passed(element);
		action.accept(element);
		return true;
	}

	private boolean read() {
		LeaseBinding binding = LeaseBinding.ofThread();
		LeaseBinding.Scope before = binding.scope();
		LeaseBinding.Scope within = this.hold.scope();
		binding.swap((within != null) ? within : before);
		try {
			boolean more = this.source.tryAdvance(this.read::set);
			if (!more) {
				this.hold.ended();
			}
			return more;
		}
		catch (Throwable ex) {
			throw Thrown.rethrow(this.hold.failed(ex));
		}
		finally {
			binding.swap(before);
		}
	}

	@Override
	public @Nullable Spliterator<T> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return this.source.estimateSize();
	}

	@Override
	public int characteristics() {
		return this.source.characteristics() & (ORDERED | DISTINCT | NONNULL);
	}

}
