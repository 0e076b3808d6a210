CREATE TABLE IF NOT EXISTS apipool_usage (
	instance VARCHAR(80) NOT NULL,
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	operation VARCHAR(128) NOT NULL,
	model VARCHAR(128) NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	minute DATETIME(0) NOT NULL,
	attempts BIGINT NOT NULL,
	latency_sum DOUBLE NOT NULL,
	latency_max DOUBLE NOT NULL,
	units VARCHAR(2000) NOT NULL,
	cost DOUBLE NOT NULL,
	waits BIGINT NOT NULL,
	PRIMARY KEY (instance, pool, quota_group, key_id, operation, model, outcome, minute),
	INDEX apipool_usage_minute (minute)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS apipool_usage_event (
	id VARCHAR(90) NOT NULL PRIMARY KEY,
	instance VARCHAR(80) NOT NULL,
	at DATETIME(6) NOT NULL,
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	operation VARCHAR(128) NOT NULL,
	model VARCHAR(128) NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	status INTEGER,
	latency DOUBLE NOT NULL,
	units VARCHAR(2000) NOT NULL,
	cost DOUBLE NOT NULL,
	error VARCHAR(1000),
	INDEX apipool_usage_event_at (at),
	INDEX apipool_usage_event_key (pool, key_id, at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS apipool_state (
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	model VARCHAR(128) NOT NULL,
	state VARCHAR(20) NOT NULL,
	rest_reason VARCHAR(200),
	rest_until DATETIME(6),
	rest_announced BOOLEAN NOT NULL,
	secret_fingerprint VARCHAR(100) NOT NULL,
	learnt VARCHAR(4000) NOT NULL,
	rate DOUBLE,
	updated_at DATETIME(6) NOT NULL,
	PRIMARY KEY (pool, quota_group, key_id, model)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
