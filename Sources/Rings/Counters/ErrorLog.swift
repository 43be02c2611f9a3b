// The errors that a worker met, each kind once, with how often and when: a list that an
// operator reads, not a log that grows. In the worker's own block of the region, so that it
// outlives the worker. One writer; readers see an entry only when it is complete.

import CGrinder

/// One kind of error.
public struct ErrorEntry: Equatable, Sendable {
    public var text: String
    public var count: UInt64
    /// CLOCK_REALTIME.
    public var firstRealtimeNs: UInt64
    public var lastRealtimeNs: UInt64
}

public struct ErrorLog: @unchecked Sendable {
    private let block: UnsafeMutablePointer<gr_worker_counters_t>

    public static let capacity = Int(GR_WORKER_ERRORS)
    public static let textLengthMax = Int(GR_ERROR_TEXT_MAX)

    init(block: UnsafeMutablePointer<gr_worker_counters_t>) { self.block = block }

    private func entry(_ index: Int) -> UnsafeMutablePointer<gr_error_entry_t> {
        gr_worker_counters_error(block, UInt32(index))
    }

    /// Counts an error. Errors of equal `identity` are one entry; `text` is put together
    /// for the first of them only, and cut to 216 bytes at a character boundary.
    public func record(identity: UInt64, realtimeNs: UInt64, text: () -> String) {
        let counters = WorkerCounters(block: block)
        counters.add(to: .errors)
        for index in 0..<Self.capacity {
            let entry = entry(index)
            let count = gr_load_relaxed_u64(gr_error_entry_count(entry))
            if count == 0 { return begin(entry, identity, realtimeNs, text()) }
            guard entry.pointee.identity == identity else { continue }
            gr_store_relaxed_u64(gr_error_entry_last(entry), realtimeNs)
            return gr_store_release_u64(gr_error_entry_count(entry), count &+ 1)
        }
        counters.add(to: .errorsUnlisted)
    }

    /// As above; errors of equal text are one entry.
    public func record(_ text: String, realtimeNs: UInt64) {
        let identity = text.utf8.reduce(UInt64(GR_LAYOUT_SEED)) { ($0 ^ UInt64($1)) &* UInt64(GR_LAYOUT_PRIME) }
        record(identity: identity, realtimeNs: realtimeNs) { text }
    }

    private func begin(
        _ entry: UnsafeMutablePointer<gr_error_entry_t>, _ identity: UInt64, _ realtimeNs: UInt64, _ text: String
    ) {
        let bytes = gr_error_entry_text(entry)
        var length = 0
        for character in text {
            let utf8 = character.utf8
            guard length + utf8.count <= Self.textLengthMax else { break }
            for byte in utf8 {
                bytes[length] = CChar(bitPattern: byte)
                length += 1
            }
        }
        entry.pointee.identity = identity
        entry.pointee.length = UInt32(length)
        entry.pointee.first_realtime_ns = realtimeNs
        gr_store_relaxed_u64(gr_error_entry_last(entry), realtimeNs)
        gr_store_release_u64(gr_error_entry_count(entry), 1)
    }

    /// The errors so far, in the order of their first occurrence.
    public var entries: [ErrorEntry] {
        (0..<Self.capacity).compactMap { index in
            let entry = entry(index)
            let count = gr_load_acquire_u64(gr_error_entry_count(entry))
            guard count > 0 else { return nil }
            let length = min(Int(entry.pointee.length), Self.textLengthMax)
            let bytes = UnsafeRawBufferPointer(start: gr_error_entry_text(entry), count: length)
            return ErrorEntry(
                text: String(decoding: bytes, as: UTF8.self), count: count,
                firstRealtimeNs: entry.pointee.first_realtime_ns,
                lastRealtimeNs: gr_load_relaxed_u64(gr_error_entry_last(entry)))
        }
    }
}
