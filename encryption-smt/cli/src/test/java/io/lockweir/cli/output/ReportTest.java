package io.lockweir.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void saysTheSameToProgramsAndPeople() {
        Report report = new Report().fact("records", "records", 3).field("seed", null);
        assertThat(report.json().replaceAll("\\s", "")).isEqualTo("{\"result\":\"ok\",\"records\":3,\"seed\":null}");
        assertThat(report.text()).isEqualTo("records        3");
        assertThat(report.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aFindingIsExitCodeOne() {
        Report report = new Report().finding();
        assertThat(report.exit().number()).isEqualTo(1);
        assertThat(report.json()).contains("\"result\" : \"finding\"");
    }

    @Test
    void errorsSayWhatKindTheyAre() {
        assertThat(Report.error(ExitCode.USAGE, "no").json())
                .contains("\"usage\"")
                .contains("\"error\" : \"no\"");
        assertThat(Report.error(ExitCode.FINDING, "no").json()).contains("\"failed\"");
        assertThat(Report.error(ExitCode.USAGE, "no").exit().number()).isEqualTo(2);
    }

    @Test
    void tablesAlignTheirColumns() {
        Report report = new Report();
        Table table = new Table("A", "LONG", "Z");
        table.row("wide cell", 1, "z");
        table.addTo(report);
        assertThat(report.text().lines()).containsExactly("A          LONG  Z", "wide cell  1     z");
    }

    @Test
    void anEmptyTableIsNothing() {
        Report report = new Report();
        new Table("A").addTo(report);
        assertThat(report.text()).isEmpty();
    }
}
