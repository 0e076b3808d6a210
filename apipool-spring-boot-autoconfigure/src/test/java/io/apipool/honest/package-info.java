/**
 * The honest provider: an HTTP server that holds real windows and counts every request
 * beyond them, so that a limiter is judged by somebody who does not believe it. It
 * imports the JDK and nothing else; above all no class of the library.
 */
package io.apipool.honest;
