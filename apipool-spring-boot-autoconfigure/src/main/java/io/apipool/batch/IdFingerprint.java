package io.apipool.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A fingerprint of an id: the first 128 bits of the SHA-256 of its type and value. Two
 * ids that are not equal have the same one by chance alone: for a billion ids, once in
 * 10<sup>20</sup> batches. A cryptographic hash, because ids may come from outside, and
 * nobody shall be able to find an id that lets another one be left out. It costs a third
 * of a microsecond.
 * <p>
 * The type belongs to it because {@code equals} tells types apart: 1 as an int is not 1
 * as a long.
 */
final class IdFingerprint {

	private static final int LENGTH = 8192;

	private final MessageDigest digest;

	private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH);

	private final ByteBuffer words = ByteBuffer.allocate(32);

	IdFingerprint() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Takes the fingerprint of an id.
	 * @return false if it is of a type whose {@code equals} is not known
	 */
	boolean take(Object id) {
		this.buffer.clear();
		if (!put(id)) {
			return false;
		}
		flush();
		this.words.clear();
		this.words.put(this.digest.digest());
		return true;
	}

	long high() {
		return this.words.getLong(0);
	}

	long low() {
		return this.words.getLong(8);
	}

	private boolean put(Object id) {
		if (id instanceof String text) {
			put('s', text);
		}
		else if (id instanceof Long number) {
			number('l', number);
		}
		else if (id instanceof Integer number) {
			number('i', number);
		}
		else if (id instanceof UUID uuid) {
			number('u', uuid.getMostSignificantBits());
			this.buffer.putLong(uuid.getLeastSignificantBits());
		}
		else if (id instanceof Short || id instanceof Byte || id instanceof Double || id instanceof Float) {
			put('n', id.getClass().getName() + " " + id);
		}
		else if (id.getClass() == BigInteger.class || id.getClass() == BigDecimal.class) {
			put('b', id.getClass().getName() + " " + id);
		}
		else {
			return false;
		}
		return true;
	}

	private void number(char type, long value) {
		this.buffer.putChar(type).putLong(value);
	}

	/**
	 * Takes every char as it is: an encoding makes one of what it does not know.
	 */
	private void put(char type, String text) {
		this.buffer.putChar(type);
		for (int i = 0; i < text.length(); i++) {
			if (this.buffer.remaining() < Character.BYTES) {
				flush();
			}
			this.buffer.putChar(text.charAt(i));
		}
	}

	private void flush() {
		this.buffer.flip();
		this.digest.update(this.buffer);
		this.buffer.clear();
	}

}
