package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against trees of files laid out as kernels of real machines lay them out. */
class SysSourcesTest {
    @TempDir
    private Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    @Test
    void sensors_are_named_after_the_device_of_their_chip() throws Exception {
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/name", "coretemp");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/temp1_input", "55000");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/temp1_crit_alarm", "0");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/temp1_label", "Package id 0");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/fan1_input", "1200");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/in0_input", "1100");
        write("sys/devices/platform/coretemp.0/hwmon/hwmon3/power1_average", "12500000");
        Path chip = root.resolve("sys/devices/platform/coretemp.0/hwmon/hwmon3");
        Files.createSymbolicLink(chip.resolve("device"), root.resolve("sys/devices/platform/coretemp.0"));
        Files.createDirectories(root.resolve("sys/class/hwmon"));
        Files.createSymbolicLink(root.resolve("sys/class/hwmon/hwmon3"), chip);
        String of = "{chip=\"platform_coretemp_0\", sensor=\"";

        assertThat(Readings.of(new HwmonSource(root.resolve("sys"))::readInto))
                .containsEntry("node_hwmon_chip_names{chip=\"platform_coretemp_0\", chip_name=\"coretemp\"}", 1.0)
                .containsEntry("node_hwmon_temp_celsius" + of + "temp1\"}", 55.0)
                .containsEntry("node_hwmon_temp_crit_alarm_celsius" + of + "temp1\"}", 0.0)
                .containsEntry(
                        "node_hwmon_sensor_label{chip=\"platform_coretemp_0\", label=\"Package id 0\", sensor=\"temp1\"}",
                        1.0)
                .containsEntry("node_hwmon_fan_rpm" + of + "fan1\"}", 1200.0)
                .containsEntry("node_hwmon_in_volts" + of + "in0\"}", 1.1)
                .containsEntry("node_hwmon_power_average_watt" + of + "power1\"}", 12.5);
    }

    @Test
    void bonded_interfaces_show_how_many_of_their_lines_work() throws Exception {
        write("sys/class/net/bonding_masters", "bond0");
        write("sys/class/net/bond0/bonding/slaves", "eth0 eth1");
        write("sys/class/net/bond0/lower_eth0/bonding_slave/mii_status", "up");
        write("sys/class/net/bond0/lower_eth1/bonding_slave/mii_status", "down");

        assertThat(Readings.of(new BondingSource(root.resolve("sys"))::readInto))
                .containsEntry("node_bonding_slaves{master=\"bond0\"}", 2.0)
                .containsEntry("node_bonding_active{master=\"bond0\"}", 1.0);
    }

    @Test
    void errors_of_memory_are_counted_by_controller_and_row() throws Exception {
        write("sys/devices/system/edac/mc/mc0/ce_count", "5");
        write("sys/devices/system/edac/mc/mc0/ue_count", "1");
        write("sys/devices/system/edac/mc/mc0/csrow2/ce_count", "4");

        assertThat(Readings.of(new EdacSource(root.resolve("sys"))::readInto))
                .containsEntry("node_edac_correctable_errors_total{controller=\"0\"}", 5.0)
                .containsEntry("node_edac_uncorrectable_errors_total{controller=\"0\"}", 1.0)
                .containsEntry("node_edac_csrow_correctable_errors_total{controller=\"0\", csrow=\"2\"}", 4.0);
    }

    @Test
    void waiting_for_resources_is_in_seconds() throws Exception {
        write("proc/pressure/io", "some avg10=2.23 avg60=0.97 avg300=0.68 total=554210246\nfull avg10=0 total=1000000");

        assertThat(Readings.of(new PressureSource(root.resolve("proc"))::readInto))
                .containsEntry("node_pressure_io_waiting_seconds_total", 554.210246)
                .containsEntry("node_pressure_io_stalled_seconds_total", 1.0)
                .hasSize(2);
    }

    @Test
    void counts_of_protocols_are_those_people_look_at() throws Exception {
        write("proc/net/snmp", "Tcp: RtoMin ActiveOpens InErrs\nTcp: 200 17 3");
        write("proc/net/snmp6", "Udp6InErrors   \t4\nIp6InReceives 9\nIp6InOctets 10");

        assertThat(Readings.of(new NetstatSource(root.resolve("proc"))::readInto))
                .containsEntry("node_netstat_Tcp_ActiveOpens", 17.0)
                .containsEntry("node_netstat_Tcp_InErrs", 3.0)
                .containsEntry("node_netstat_Udp6_InErrors", 4.0)
                .containsEntry("node_netstat_Ip6_InOctets", 10.0)
                .hasSize(4);
    }

    @Test
    void the_clock_says_what_it_is_off_in_seconds_whatever_its_units() throws Exception {
        ClockState nanos =
                new ClockState(0, 1_500_000, 65_536, 2_000, 16, 0x2001, 7, 10_000, 0, 0, 0, 0, 0, 0, 0, 0, 37);
        ClockState micros = new ClockState(5, 1_500, 0, 0, 0, 0x40, 7, 10_000, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        assertThat(Readings.of(new TimexSource(() -> nanos)::readInto))
                .containsEntry("node_timex_offset_seconds", 0.0015)
                .containsEntry("node_timex_frequency_adjustment_ratio", 1.000001)
                .containsEntry("node_timex_maxerror_seconds", 0.002)
                .containsEntry("node_timex_sync_status", 1.0)
                .containsEntry("node_timex_tai_offset_seconds", 37.0);
        assertThat(Readings.of(new TimexSource(() -> micros)::readInto))
                .containsEntry("node_timex_offset_seconds", 0.0015)
                .containsEntry("node_timex_sync_status", 0.0);
    }

    @Test
    void the_zone_is_the_one_of_the_moment() throws Exception {
        assertThat(Readings.of(new TimeSource(root, ZoneId.of("UTC"))::readInto))
                .containsEntry("node_time_seconds", 1_763_700_000.0)
                .containsEntry("node_time_zone_offset_seconds{time_zone=\"UTC\"}", 0.0);
        assertThat(Readings.of(new TimeSource(root, ZoneId.of("Asia/Tokyo"))::readInto)
                        .values())
                .contains(9 * 3600.0);
    }

    @Test
    void the_distribution_is_named() throws Exception {
        write("etc/os-release", "# comment\nID=debian\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12.5\"");

        assertThat(Readings.of(
                        new OsSource(List.of(root.resolve("missing"), root.resolve("etc/os-release")))::readInto))
                .containsEntry("node_os_info{id=\"debian\", name=\"Debian GNU/Linux\", version_id=\"12.5\"}", 1.0)
                .containsEntry("node_os_version{id=\"debian\", name=\"Debian GNU/Linux\"}", 12.5);
    }
}
