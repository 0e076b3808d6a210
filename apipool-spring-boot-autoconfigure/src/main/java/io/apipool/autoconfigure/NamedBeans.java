package io.apipool.autoconfigure;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Beans of one type, in their order, with their names.
 */
final class NamedBeans {

	private NamedBeans() {
	}

	static <T> Map<String, T> ordered(ListableBeanFactory beans, Class<T> type) {
		IdentityHashMap<T, String> names = new IdentityHashMap<>();
		beans.getBeansOfType(type).forEach((name, bean) -> names.put(bean, name));
		Map<String, T> ordered = new LinkedHashMap<>();
		beans.getBeanProvider(type)
			.orderedStream()
			.forEach((bean) -> ordered.put(names.getOrDefault(bean, bean.getClass().getSimpleName()), bean));
		return ordered;
	}

}
