package io.apipool.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Says that usage is kept nowhere, because nobody can tell in which of several data
 * sources.
 */
final class UndecidedDataSources {

	private static final Log logger = LogFactory.getLog(UndecidedDataSources.class);

	UndecidedDataSources(ListableBeanFactory beans) {
		logger.warn("Usage is kept in memory only: there are several data sources, " + UsageDataSource.names(beans)
				+ ", and none is primary. Name the one to use in " + UsageDataSource.PROPERTY);
	}

}
