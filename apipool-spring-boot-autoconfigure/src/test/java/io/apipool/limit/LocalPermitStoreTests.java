package io.apipool.limit;

import io.apipool.Timekeeper;

class LocalPermitStoreTests extends PermitStoreContractTests {

	@Override
	PermitStore createStore(Timekeeper timekeeper) {
		return new LocalPermitStore(timekeeper);
	}

}
