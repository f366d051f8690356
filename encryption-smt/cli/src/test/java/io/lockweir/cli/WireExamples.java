package io.lockweir.cli;

/** Envelopes of docs/wire-format.md, section 9, under the keyset of {@link KnownKeysets#ofKey} 0 and namespace {@code bank}. */
public final class WireExamples {
    /** Field {@code email} of a value. */
    public static final String EMAIL =
            "4QGgoaKjpKWmp+EQ1dUWyD4DXu0AAQAAAAAAAAAAlV21i6ZlsovPPB/Zha7+8awi" + "sw5ossUoKtomooIOyaZA0KR3mTiQdwytPJQ9";
    /** What stands in {@link #EMAIL}. */
    public static final String EMAIL_PLAINTEXT = "anna.keller@bank.example.com";
    /** INT64 42 of domain {@code customer}. */
    public static final String CUSTOMER = "4QI79pmTPrR/3/xXSXKXDZ9D+htou1aLvI2x6WzgP5frQbUuO3QAY6kKIA==";

    private WireExamples() {}
}
