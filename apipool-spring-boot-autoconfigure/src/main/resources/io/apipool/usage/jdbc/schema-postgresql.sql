CREATE TABLE IF NOT EXISTS apipool_usage (
	instance VARCHAR(80) NOT NULL,
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	operation VARCHAR(128) NOT NULL,
	model VARCHAR(128) NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	minute TIMESTAMP(0) NOT NULL,
	attempts BIGINT NOT NULL,
	latency_sum DOUBLE PRECISION NOT NULL,
	latency_max DOUBLE PRECISION NOT NULL,
	units VARCHAR(2000) NOT NULL,
	cost DOUBLE PRECISION NOT NULL,
	waits BIGINT NOT NULL,
	PRIMARY KEY (instance, pool, quota_group, key_id, operation, model, outcome, minute)
);

CREATE INDEX IF NOT EXISTS apipool_usage_minute ON apipool_usage (minute);

CREATE TABLE IF NOT EXISTS apipool_usage_event (
	id VARCHAR(90) NOT NULL PRIMARY KEY,
	instance VARCHAR(80) NOT NULL,
	at TIMESTAMP(6) NOT NULL,
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	operation VARCHAR(128) NOT NULL,
	model VARCHAR(128) NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	status INTEGER,
	latency DOUBLE PRECISION NOT NULL,
	units VARCHAR(2000) NOT NULL,
	cost DOUBLE PRECISION NOT NULL,
	error VARCHAR(1000)
);

CREATE INDEX IF NOT EXISTS apipool_usage_event_at ON apipool_usage_event (at);

CREATE INDEX IF NOT EXISTS apipool_usage_event_key ON apipool_usage_event (pool, key_id, at);

CREATE TABLE IF NOT EXISTS apipool_state (
	pool VARCHAR(100) NOT NULL,
	quota_group VARCHAR(140) NOT NULL,
	key_id VARCHAR(140) NOT NULL,
	model VARCHAR(128) NOT NULL,
	state VARCHAR(20) NOT NULL,
	rest_reason VARCHAR(200),
	rest_until TIMESTAMP(6),
	rest_announced BOOLEAN NOT NULL,
	secret_fingerprint VARCHAR(100) NOT NULL,
	learnt VARCHAR(4000) NOT NULL,
	rate DOUBLE PRECISION,
	updated_at TIMESTAMP(6) NOT NULL,
	PRIMARY KEY (pool, quota_group, key_id, model)
);
