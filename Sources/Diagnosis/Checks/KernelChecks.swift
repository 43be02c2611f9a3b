// What a missing kernel feature means: some are needed, some only make it faster.

import Domain

enum KernelChecks {
    static func findings(_ facts: KernelFacts) -> [Finding] {
        [
            needed("sealed memfd", facts.hasSealedMemory, "Allow memfd_create and file seals: Linux 3.17 and a sandbox that permits them."),
            needed("pidfd", facts.hasProcessDescriptors, "Allow pidfd_open: Linux 5.3 and a sandbox that permits it."),
            helpful("futex_waitv", facts.hasWaitOnSeveral, "Workers poll instead of sleeping on two rings: Linux 5.16 has it."),
            helpful("membarrier", facts.hasRemoteBarrier, "Every record costs a barrier: Linux 4.16 and a sandbox that permits it."),
            uring(facts),
        ]
    }

    private static func needed(_ name: String, _ isThere: Bool, _ remedy: String) -> Finding {
        isThere ? .ok(name, "there") : .fail(name, "missing", remedy)
    }

    private static func helpful(_ name: String, _ isThere: Bool, _ remedy: String) -> Finding {
        isThere ? .ok(name, "there") : .warn(name, "missing", remedy)
    }

    private static func uring(_ facts: KernelFacts) -> Finding {
        guard let refusal = facts.uringRefusal else { return .ok("io_uring", "there") }
        return .warn(
            "io_uring", "refused: \(FileError(code: refusal))",
            "The journal uses pwrite: set kernel.io_uring_disabled=0, and allow it in the sandbox.")
    }
}

enum StorageChecks {
    /// A day of a busy market, several times over.
    static let journalBytesMin: UInt64 = 10 << 30
    /// Not enough to run to the end of an hour.
    static let journalBytesNeeded: UInt64 = 1 << 30

    static func sharedMemory(_ facts: FilesystemFacts) -> Finding {
        let name = "tmpfs"
        if facts.error == 0, facts.isMemory { return .ok(name, "/dev/shm, \(mebibytes(facts.freeBytes)) free") }
        return .warn(
            name, facts.error == 0 ? "/dev/shm is on a disk" : "/dev/shm: \(FileError(code: facts.error))",
            "Mount a tmpfs there. The instance region is a memfd and needs none; tools that use shared memory do.")
    }

    static func journal(_ path: String, _ facts: FilesystemFacts) -> Finding {
        let name = "journal space"
        guard facts.error == 0 else {
            return .fail(name, "\(path): \(FileError(code: facts.error))", "Make the directory above it, or correct GRINDER_JOURNAL_DIR.")
        }
        guard facts.takesFiles else {
            let what = facts.isToBeMade ? "cannot be made" : "no directory in which this user may make files"
            return .fail(name, "\(path): \(what)", "Correct GRINDER_JOURNAL_DIR, or give this user the right to write there.")
        }
        let value = "\(path), \(mebibytes(facts.freeBytes)) free" + (facts.isToBeMade ? ", made by the first run" : "")
        if facts.freeBytes < journalBytesNeeded { return .fail(name, value, "Free at least \(mebibytes(journalBytesNeeded)): a full disk stops trading.") }
        if facts.isMemory { return .warn(name, value + ", in memory", "Set GRINDER_JOURNAL_DIR to a disk: a journal in memory is gone with the power.") }
        if facts.freeBytes < journalBytesMin { return .warn(name, value, "Free at least \(mebibytes(journalBytesMin)), or remove old journals.") }
        return .ok(name, value)
    }

    private static func mebibytes(_ bytes: UInt64) -> String { "\(bytes >> 20) MiB" }
}
