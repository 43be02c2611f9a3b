// Which of the kernel's features that the system uses are there, found by using them once.

import CGrinder
import Domain
import Glibc

struct KernelFacts {
    /// Shared memory that cannot be resized.
    var hasSealedMemory = true
    /// Processes as descriptors.
    var hasProcessDescriptors = true
    /// Waiting on several words at once.
    var hasWaitOnSeveral = true
    /// Barriers in other processes.
    var hasRemoteBarrier = true
    /// errno of a refused io_uring; nil: it is there.
    var uringRefusal: Int32?

    static func read() -> KernelFacts {
        var facts = KernelFacts()
        let memory = gr_memory_create_sealed("grinder-doctor", UInt64(GR_PAGE_SIZE))
        facts.hasSealedMemory = memory >= 0 && gr_memory_is_sealed(memory)
        if memory >= 0 { gr_close(memory) }
        let process = gr_pidfd_open(getpid())
        facts.hasProcessDescriptors = process >= 0
        if process >= 0 { gr_close(process) }
        facts.hasWaitOnSeveral = gr_probe_futex_waitv()
        facts.hasRemoteBarrier = gr_barrier_register()
        var refusal: Int32 = 0
        if let ring = gr_uring_open(&refusal) { gr_uring_close(ring) } else { facts.uringRefusal = refusal }
        return facts
    }
}

struct FilesystemFacts {
    /// errno when there is none; 0 otherwise.
    var error: Int32 = 0
    var isMemory = false
    var freeBytes: UInt64 = 0
    /// Whether it is a directory in which this user may make files.
    var takesFiles = true
    /// Of a directory that does not exist but can be made.
    var isToBeMade = false

    static func read(_ path: String) -> FilesystemFacts {
        let found = gr_probe_filesystem(path)
        return FilesystemFacts(
            error: found.error, isMemory: found.is_memory != 0, freeBytes: found.free_bytes,
            takesFiles: isDirectory(path) && access(path, W_OK | X_OK) == 0)
    }

    /// Of a directory whose last part is made when it is missing: then those of the one above.
    static func read(directoryMadeAt path: String) -> FilesystemFacts {
        let own = read(path)
        guard own.error == ENOENT else { return own }
        let parts = path.split(separator: "/").dropLast().joined(separator: "/")
        var above = read(path.hasPrefix("/") ? "/" + parts : parts.isEmpty ? "." : parts)
        above.isToBeMade = true
        return above
    }
}
