// How much memory this process has held at most.

import Glibc

enum PeakMemory {
    /// Peak resident set of this process, in MiB.
    static var residentMiB: Double {
        var usage = rusage()
        // Cannot fail: the argument is one of the kernel's own and the address is ours.
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }
}
