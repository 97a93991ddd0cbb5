package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.util.List;

/** What the kernel's counts of NFS calls are counts of, in its order. */
final class NfsMethods {
    static final List<String> VERSION_2 = List.of(
            "Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove Rename Link SymLink MkDir RmDir ReadDir FsStat"
                    .split(" ", -1));

    static final List<String> VERSION_3 = List.of(
            ("Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink MkNod Remove RmDir Rename Link ReadDir"
                            + " ReadDirPlus FsStat FsInfo PathConf Commit")
                    .split(" ", -1));

    /** What a client asks for. */
    static final List<String> VERSION_4 = List.of(
            ("Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close Setattr FsInfo Renew SetClientID"
                            + " SetClientIDConfirm Lock Lockt Locku Access Getattr Lookup LookupRoot Remove Rename Link"
                            + " Symlink Create Pathconf StatFs ReadLink ReadDir ServerCaps DelegReturn GetACL SetACL"
                            + " FsLocations ReleaseLockowner Secinfo FsidPresent ExchangeID CreateSession DestroySession"
                            + " Sequence GetLeaseTime ReclaimComplete LayoutGet GetDeviceInfo LayoutCommit LayoutReturn"
                            + " SecinfoNoName TestStateID FreeStateID GetDeviceList BindConnToSession DestroyClientID Seek"
                            + " Allocate DeAllocate LayoutStats Clone")
                    .split(" ", -1));

    /** What a server does for a compound call, by the numbers of RFC 7530; a dash is one that is not shown. */
    static final List<String> VERSION_4_SERVER = List.of(
            ("- - - Access Close Commit Create DelegPurge DelegReturn GetAttr GetFH Link Lock Lockt Locku Lookup LookupRoot"
                            + " Nverify Open OpenAttr OpenConfirm OpenDgrd PutFH - - Read ReadDir ReadLink Remove Rename"
                            + " Renew RestoreFH SaveFH SecInfo SetAttr - - Verify Write RelLockOwner")
                    .split(" ", -1));

    private NfsMethods() {}

    /** @param counts the number of counts, and the counts; older kernels have fewer than there are names */
    static void write(Family family, Fields counts, List<String> names, int skip, String protocol, MetricWriter to) {
        int there = (int) counts.number();
        for (int i = 0; i < names.size(); i++) {
            double count = i < there ? counts.numberOrZero() : 0;
            if (i >= skip && !names.get(i).equals("-")) {
                to.add(family, count, "proto", protocol, "method", names.get(i));
            }
        }
    }
}
