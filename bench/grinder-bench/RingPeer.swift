// The second process of the ring suite: the same binary with a hidden argument.

import CAllocationCounter
import CGrinder
import CRingBaseline
import Rings

enum RingPeer {
    static let argument = "--ring-peer"
    static let sharedDescriptor: Int32 = 4

    static func run() -> Int32 {
        do throws(RegionError) {
            try serve()
            return 0
        } catch {
            print("ring peer: \(error)")
            return 70
        }
    }

    private static func serve() throws(RegionError) {
        gr_cpu_pin(gr_cpu_available_at(gr_cpu_available_count() > 1 ? 1 : 0))
        let region = try InstanceRegion.attach()
        let shared = mapShared(sharedDescriptor)
        var in64 = try region.consumer(.market, of: rb_record64_t.self)
        var out64 = try region.producer(.intent, of: rb_record64_t.self)
        var in128 = try region.consumer(.report, of: rb_record128_t.self)
        var out128 = try region.producer(.remediation, of: rb_record128_t.self)
        while true {
            let command = rb_next(shared)
            guard let slice = Slice(rawValue: command.kind), slice != .quit else { return }
            let before = ac_allocations() + ac_frees()
            var sum: UInt64 = 0
            switch slice {
            case .quit: break
            case .rawPingPong: rb_pong(shared, command.count)
            case .roundTrip64: pong(&in64, &out64, count: command.count)
            case .roundTrip128: pong(&in128, &out128, count: command.count)
            case .queue64: sum = rb_consume64(shared, command.count)
            case .queue128: sum = rb_consume128(shared, command.count)
            case .ring64: sum = consume(&in64, count: command.count)
            case .ring128: sum = consume(&in128, count: command.count)
            case .ring64Batched:
                var batched = try region.consumer(.market, of: rb_record64_t.self, commitEvery: ringCapacity / 4)
                sum = consume(&batched, count: command.count)
                in64 = try region.consumer(.market)
            case .ring128Batched:
                var batched = try region.consumer(.report, of: rb_record128_t.self, commitEvery: ringCapacity / 4)
                sum = consume(&batched, count: command.count)
                in128 = try region.consumer(.report)
            }
            let heap = ac_allocations() + ac_frees() - before
            rb_answer(shared, command.serial, rb_answer_t(checksum: sum, allocations: heap))
        }
    }

    static func mapShared(_ descriptor: Int32) -> OpaquePointer {
        var error: Int32 = 0
        guard let base = gr_memory_map(descriptor, rb_shared_size(), true, &error)
        else { preconditionFailure("cannot map the bench mailbox: errno \(error)") }
        return OpaquePointer(base)
    }
}
