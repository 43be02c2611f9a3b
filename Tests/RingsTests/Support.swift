import CGrinder
import Dispatch
import Foundation
import XCTest

@testable import Rings

/// A 64-byte record; the fields repeat one number so that a torn record shows.
struct TestRecord: BitwiseCopyable {
    var sequence: UInt64 = 0
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0
    var e: UInt64 = 0
    var f: UInt64 = 0
    var check: UInt64 = 0

    init(_ number: UInt64) {
        (a, b, c, d, e, f) = (number, ~number, number &* 3, number ^ 0xff, number &+ 1, number << 1)
        check = a ^ b ^ c ^ d ^ e ^ f
    }

    var isIntact: Bool { check == a ^ b ^ c ^ d ^ e ^ f && b == ~a && e == a &+ 1 }
}

/// A 128-byte record.
struct WideRecord: BitwiseCopyable {
    var first = TestRecord(0)
    var second = TestRecord(0)

    init(_ number: UInt64) {
        first = TestRecord(number)
        second = TestRecord(number)
        second.sequence = number
    }

    var isIntact: Bool { first.isIntact && second.isIntact && first.a == second.a && second.sequence == first.a }
}

/// A small reproducible generator, so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// Runs on a thread of its own; wait on the result.
func onThread(_ body: @escaping @Sendable () -> Void) -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    Thread {
        body()
        done.signal()
    }.start()
    return done
}

/// Far enough that only a hang reaches it: waits end with `timedOut` instead of for ever.
func hangDeadlineNs() -> UInt64 { gr_clock_monotonic_ns() + 60_000_000_000 }

/// One u32 in memory of its own.
final class SharedWord: @unchecked Sendable {
    let pointer = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    init() { pointer.initialize(to: 0) }
    deinit { pointer.deallocate() }
    func set(_ value: UInt32) { gr_store_release_u32(pointer, value) }
    var value: UInt32 { gr_load_acquire_u32(pointer) }

    /// Spins, so that both sides go on at the same moment; where they share a core, lets the other one run.
    func await(_ wanted: UInt32) {
        var turns = 0
        while value != wanted {
            turns += 1
            if turns % 10_000 == 0 { gr_cpu_yield() } else { gr_pause() }
        }
    }
}
