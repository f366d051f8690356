package io.lockweir.demo.bank;

import java.util.Arrays;
import java.util.List;

/**
 * One bank in a stack. Its name is the database, the prefix of its topics and its namespace in the lake, so that several
 * banks (one for each pipeline test) share the servers.
 */
public record Bank(String name) {
    /** The bank of the connector files. */
    public static final Bank DEMO = new Bank("bank");

    public Bank {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("A bank's name is made of small letters, digits and _: " + name);
        }
    }

    public String topic(BankTable table) {
        return name + ".public." + table.tableName();
    }

    public List<String> topics() {
        return Arrays.stream(BankTable.values()).map(this::topic).toList();
    }
}
