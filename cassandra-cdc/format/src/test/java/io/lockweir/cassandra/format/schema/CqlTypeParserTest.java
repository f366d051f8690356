package io.lockweir.cassandra.format.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockweir.cassandra.format.schema.CqlType.Custom;
import io.lockweir.cassandra.format.schema.CqlType.Field;
import io.lockweir.cassandra.format.schema.CqlType.Frozen;
import io.lockweir.cassandra.format.schema.CqlType.ListOf;
import io.lockweir.cassandra.format.schema.CqlType.MapOf;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.CqlType.SetOf;
import io.lockweir.cassandra.format.schema.CqlType.Tuple;
import io.lockweir.cassandra.format.schema.CqlType.UserDefined;
import io.lockweir.cassandra.format.schema.CqlType.Vector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CqlTypeParserTest {

    private static final UserDefined ADDRESS =
            new UserDefined("k", "Ad \"dress", List.of(new Field("zip", Native.INT)), Frozen.NO);

    @Test
    void readsTypesAsTheSystemTablesHaveThem() {
        assertThat(parse("int")).isEqualTo(Native.INT);
        assertThat(parse("varchar")).isEqualTo(Native.TEXT);
        assertThat(parse("list<text>")).isEqualTo(new ListOf(Native.TEXT, Frozen.NO));
        assertThat(parse("frozen<list<text>>")).isEqualTo(new ListOf(Native.TEXT, Frozen.YES));
        assertThat(parse("map<text, frozen<set<uuid>>>"))
                .isEqualTo(new MapOf(Native.TEXT, new SetOf(Native.UUID, Frozen.YES), Frozen.NO));
        assertThat(parse("frozen<tuple<int, list<int>>>"))
                .isEqualTo(new Tuple(List.of(Native.INT, new ListOf(Native.INT, Frozen.YES))));
        assertThat(parse("vector<float, 3>")).isEqualTo(new Vector(Native.FLOAT, 3));
        assertThat(parse("'org.apache.cassandra.db.marshal.DateType'"))
                .isEqualTo(new Custom("org.apache.cassandra.db.marshal.DateType"));
        assertThat(parse("\"Ad \"\"dress\"")).isEqualTo(ADDRESS);
        assertThat(parse("frozen<\"Ad \"\"dress\">").isMultiCell()).isFalse();
    }

    @Test
    void takesAUserTypeOfThatNameForTheTypeWithoutValues() {
        UserDefined named = new UserDefined("k", "empty", List.of(new Field("zip", Native.INT)), Frozen.NO);
        assertThat(CqlTypeParser.parse("empty", name -> Optional.of(named))).isEqualTo(named);
        assertThat(parse("empty")).isEqualTo(Native.EMPTY);
    }

    @Test
    void refusesWhatIsNoType() {
        for (String text : List.of("", "list<", "list<int", "map<int>", "int int", "unknown", "vector<int, x>", "'a")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> parse(text));
        }
    }

    private static CqlType parse(String text) {
        return CqlTypeParser.parse(text, name -> name.equals(ADDRESS.name()) ? Optional.of(ADDRESS) : Optional.empty());
    }
}
