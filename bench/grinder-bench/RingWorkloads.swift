// The two halves of each slice: what the parent does and what the child does. The
// ring halves are generic over the record and written once; the loops are the ones a
// worker would write.

import CGrinder
import CRingBaseline
import Rings

/// One kind of slice; the raw value travels to the child.
enum Slice: UInt64, CaseIterable {
    case quit = 0
    case rawPingPong
    case roundTrip64
    case roundTrip128
    case queue64
    case queue128
    case ring64
    case ring128
    case ring64Batched
    case ring128Batched

    var isRoundTrip: Bool { rawValue >= Slice.rawPingPong.rawValue && rawValue <= Slice.roundTrip128.rawValue }
}

let ringCapacity = Int(RB_CAPACITY)

@inline(__always)
func words<Record>(_ record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(record).assumingMemoryBound(to: UInt64.self)
}

@inline(__always)
func words<Record>(_ record: UnsafePointer<Record>) -> UnsafePointer<UInt64> {
    UnsafeRawPointer(record).assumingMemoryBound(to: UInt64.self)
}

/// Sends a number and waits for it to come back, `count` times.
@inline(never)
func ping<Record: BitwiseCopyable>(
    _ out: inout RingProducer<Record>, _ back: inout RingConsumer<Record>, count: UInt64
) {
    for number in 0..<count {
        guard let record = out.tryClaim() else { preconditionFailure("round trips leave at most one record") }
        words(record)[1] = number
        out.publish()
        while true {
            if let reply = back.peek() {
                precondition(words(reply)[1] == number, "echo of another number")
                break
            }
            gr_pause()
        }
        back.release()
    }
}

/// Echoes `count` numbers.
@inline(never)
func pong<Record: BitwiseCopyable>(
    _ incoming: inout RingConsumer<Record>, _ out: inout RingProducer<Record>, count: UInt64
) {
    for _ in 0..<count {
        let number: UInt64
        while true {
            if let record = incoming.peek() {
                number = words(record)[1]
                break
            }
            gr_pause()
        }
        guard let reply = out.tryClaim() else { preconditionFailure("round trips leave at most one record") }
        words(reply)[1] = number
        out.publish()
        incoming.release()
    }
}

/// Fills `count` records, every payload word of each.
@inline(never)
func produce<Record: BitwiseCopyable>(_ out: inout RingProducer<Record>, count: UInt64) {
    let payload = MemoryLayout<Record>.size / 8 - 1
    for number in 0..<count {
        while true {
            if let record = out.tryClaim() {
                let fields = words(record)
                for word in 0..<payload { fields[1 + word] = number ^ UInt64(truncatingIfNeeded: word) }
                break
            }
            gr_pause()
        }
        out.publish()
    }
}

/// Reads `count` records, every payload word of each; the sum.
@inline(never)
func consume<Record: BitwiseCopyable>(_ incoming: inout RingConsumer<Record>, count: UInt64) -> UInt64 {
    let payload = MemoryLayout<Record>.size / 8 - 1
    var sum: UInt64 = 0
    for _ in 0..<count {
        while true {
            if let record = incoming.peek() {
                let fields = words(record)
                for word in 0..<payload { sum &+= fields[1 + word] }
                break
            }
            gr_pause()
        }
        incoming.release()
    }
    incoming.commit()
    return sum
}

/// What `consume` must return.
func expectedSum(count: UInt64, payload: Int) -> UInt64 {
    var sum: UInt64 = 0
    for number in 0..<count {
        for word in 0..<payload { sum &+= number ^ UInt64(word) }
    }
    return sum
}
