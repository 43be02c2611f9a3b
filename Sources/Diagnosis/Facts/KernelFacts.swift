// Which of the kernel's features that the system uses are there, found by using them once.

import CGrinder
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

    static func read(_ path: String) -> FilesystemFacts {
        let found = gr_probe_filesystem(path)
        return FilesystemFacts(error: found.error, isMemory: found.is_memory != 0, freeBytes: found.free_bytes)
    }
}
