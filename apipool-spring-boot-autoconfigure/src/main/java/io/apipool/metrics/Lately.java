package io.apipool.metrics;

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What there is one of for each name, where calls mostly ask for the same one: that which
 * was found last is looked at first, by identity, for the names of annotated methods are
 * always the same objects. Threads may overwrite each other's, as any is as good as
 * another. None is ever removed.
 *
 * @param <M> what there is one of
 */
final class Lately<M> {

	private final ByName<Named<M>> all;

	private @Nullable Named<M> last;

	/**
	 * Creates it.
	 * @param make makes the one of a name; making it twice must do no harm
	 */
	Lately(Function<String, M> make) {
		this.all = new ByName<>((name) -> new Named<>(name, make.apply(name)));
	}

	M of(String name) {
		return of(name, Integer.MAX_VALUE, name);
	}

	/**
	 * Returns the one of a name, or another one's where there are many already.
	 * @param most how many names are known at most
	 * @param others the name of what the rest shares
	 */
	@SuppressWarnings("ReferenceEquality")
	M of(String name, int most, String others) {
		Named<M> known = this.last;
		if (known == null || known.name != name) {
			known = this.all.of(name, most, others);
			this.last = known;
		}
		return known.value;
	}

	void forEach(Consumer<? super M> reader) {
		this.all.all().forEach((named) -> reader.accept(named.value));
	}

	/**
	 * The one of a name.
	 */
	private record Named<M>(String name, M value) {
	}

}
