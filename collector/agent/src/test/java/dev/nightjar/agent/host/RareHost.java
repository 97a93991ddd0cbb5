package dev.nightjar.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A host with what most hosts do not have, laid out in a folder as kernels lay it out. */
final class RareHost {
    private static final String RAID = """
            Personalities : [linear] [multipath] [raid0] [raid1] [raid6] [raid5] [raid4] [raid10]
            md3 : active raid6 sda1[8] sdh1[7] sdg1[6] sdf1[5] sde1[11] sdd1[3] sdc1[10] sdb1[9](S) sdi1[2](F)
                  5853468288 blocks super 1.2 level 6, 64k chunk, algorithm 2 [8/8] [UUUUUUUU]

            md127 : active raid1 sdi2[0] sdj2[1]
                  312319552 blocks [2/2] [UU]

            md0 : active raid1 sdk[2](S) sdi1[0] sdj1[1]
                  248896 blocks [2/2] [UU]

            md4 : inactive raid1 sda3[0](F) sdb3[1](S)
                  4883648 blocks [2/2] [UU]

            md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]
                  195310144 blocks [2/1] [U_]
                  [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec

            md8 : active raid1 sdb1[1] sda1[0] sdc[2](S) sde[3](S)
                  195310144 blocks [2/2] [UU]
                  [=>...................]  resync =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec

            md7 : active raid6 sdb1[0] sde1[3] sdd1[2] sdc1[1](F)
                  7813735424 blocks super 1.2 level 6, 512k chunk, algorithm 2 [4/3] [U_UU]
                  bitmap: 0/30 pages [0KB], 65536KB chunk

            md9 : active raid1 sdc2[2] sdd2[3] sdb2[1] sda2[0] sde[4](F) sdf[5](F) sdg[6](S)
                  523968 blocks super 1.2 [4/4] [UUUU]
                  resync=DELAYED

            md10 : active raid0 sda1[0] sdb1[1]
                  314159265 blocks 64k chunks

            md11 : active (auto-read-only) raid1 sdb2[0] sdc2[1] sdc3[2](F) hda[4](S) ssdc2[3](S)
                  4190208 blocks super 1.2 [2/2] [UU]
                  resync=PENDING

            md12 : active raid0 sdc2[0] sdd2[1]
                  3886394368 blocks super 1.2 512k chunks

            md201 : active raid1 sda3[0] sdb3[1]
                  1993728 blocks super 1.2 [2/2] [UU]
                  [=>...................]  check =  5.7% (114176/1993728) finish=0.2min speed=114176K/sec

            md219 : inactive sdb[2](S) sdc[1](S) sda[0](S)
                    7932 blocks super external:imsm

            unused devices: <none>
            """;

    private static final String NFS = """
            net 70 70 69 45
            rpc 1218785755 374636 1218815394
            proc2 18 16 57 74 52 71 73 45 86 0 52 83 61 17 53 50 23 70 82
            proc3 22 0 1061909262 48906 4077635 117661341 5 29391916 2570425 2993289 590 0 0 7815 15 1130 0 3983 92385 13332 2 1 23729
            proc4 48 98 51 54 83 85 23 24 1 28 73 68 83 12 84 39 68 59 58 88 29 74 69 96 21 84 15 53 86 54 66 56 97 36 49 32 85 81 11 58 32 67 13 28 35 90 1 26 0
            """;

    private static final String NFSD = """
            rc 0 6 18622
            fh 1 2 3 4 5
            io 157286400 72864
            th 8 0 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000
            ra 32 0 1 2 3 4 5 6 7 8 9 10
            net 972 55 917 1
            rpc 18628 3 1 2 0
            proc2 18 2 69 0 0 4410 0 0 0 0 0 0 0 0 0 0 0 99 2
            proc3 22 2 112 0 2719 111 0 0 0 0 0 0 0 0 0 0 0 27 216 0 2 1 0
            proc4 2 2 10853
            proc4ops 72 0 0 0 1098 2 0 0 0 0 8179 5896 0 0 0 0 5900 0 0 2 0 2 0 9609 0 2 150 1272 0 0 0 1236 0 0 0 0 3 3 0 41 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
            """;

    private static final Map<String, String> FIRMWARE = Map.of(
            "bios_vendor", "Dell Inc.",
            "bios_version", "2.2.4",
            "board_name", "07PXPY",
            "chassis_asset_tag", "",
            "chassis_type", "23",
            "product_name", "PowerEdge R6515",
            "product_uuid", "83340ca8-cb49-4474-8c29-d2088ca84dd9",
            "sys_vendor", "Dell Inc.");

    private static final Map<String, String> CONTROLLER = Map.of(
            "firmware_rev", "1B2QEXP7",
            "model", "Samsung SSD 970 PRO 512GB",
            "serial", "S680HF8N190894I",
            "state", "live");

    private static final String METRICS = """
            # HELP backup_seconds How long the last backup took.
            # TYPE backup_seconds gauge
            backup_seconds{disk="a \\"b\\"\\\\\\n",job="nightly"} 17.5
            # TYPE backups_total counter
            backups_total 3

            plain 1e3
            # TYPE size histogram
            size_bucket{le="1",} 2
            size_bucket{ le = "+Inf" } 3
            size_sum 9
            size_count 3
            """;

    private RareHost() {}

    static HostPaths at(Path root) throws IOException {
        HostPaths paths = HostPaths.under(root);
        write(paths.proc().resolve("mdstat"), RAID);
        write(paths.proc().resolve("net/rpc/nfs"), NFS);
        write(paths.proc().resolve("net/rpc/nfsd"), NFSD);
        for (Map.Entry<String, String> each : FIRMWARE.entrySet()) {
            write(paths.sys().resolve("class/dmi/id").resolve(each.getKey()), each.getValue() + "\n");
        }
        for (Map.Entry<String, String> each : CONTROLLER.entrySet()) {
            write(paths.sys().resolve("class/nvme/nvme0").resolve(each.getKey()), each.getValue() + "\n");
        }
        write(paths.textfiles().resolve("backup.prom"), METRICS);
        return paths;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
