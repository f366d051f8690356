package io.lockweir.stack.servers.catalog;

/**
 * Who a valid token stands for.
 *
 * @param admitted whether it has the role that this catalog asks for
 */
record Caller(String name, boolean admitted) {}
