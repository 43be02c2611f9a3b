// Reads a journal directory; also one that is being written.

import Rings

/// What a whole journal amounts to.
public struct JournalSummary: Sendable {
    public var instance: InstanceID
    public var segments: Int
    public var batches: UInt64
    /// Bytes of all batches, and of the segment headers.
    public var bytes: UInt64
    public var positions: JournalPositions
    public var tornTail: TornTail?
}

public struct JournalReader: Sendable {
    private let directory: JournalDirectory
    private let segments: [String]

    /// Looks which segments there are. Nothing is read yet but the first one's header.
    public init(directory path: String) throws(JournalError) {
        directory = JournalDirectory(path: path)
        segments = try directory.segments()
        guard let first = segments.first else { throw .empty(directory: path) }
        let start = try directory.start(of: first)
        guard start.index == 0, start.firstBatch == 0 else {
            throw .corrupt(segment: first, offset: 0, reason: "it is segment \(start.index), earlier ones are missing")
        }
    }

    /// A cursor over the records of `stream` from `position` on. Reads the headers of
    /// O(log segments) segments, and on first use the batches of the one with the record.
    public func cursor(of stream: JournalStream, from position: UInt64 = 0) throws(JournalError) -> JournalCursor {
        var low = 0
        var high = segments.count
        // The last segment that does not begin after the record.
        while high - low > 1 {
            let middle = (low + high) / 2
            if try directory.start(of: segments[middle]).positions[stream] <= position { low = middle } else { high = middle }
        }
        return JournalCursor(
            try JournalWalker(directory, from: segments[low], looksEverywhere: false), stream, from: position)
    }

    /// Records of `stream` in the journal now. Reads the last segment.
    public func published(of stream: JournalStream) throws(JournalError) -> UInt64 {
        try summary(from: segments.last!).positions[stream]
    }

    /// Reads and checks everything.
    public func verify() throws(JournalError) -> JournalSummary { try summary(from: segments.first!) }

    private func summary(from name: String) throws(JournalError) -> JournalSummary {
        var walker = try JournalWalker(directory, from: name)
        var bytes: UInt64 = 0
        var tail: TornTail?
        walking: while true {
            switch try walker.step() {
            case .batch: bytes += UInt64(walker.batchBytes)
            case .end: break walking
            case .torn(let torn):
                tail = torn
                break walking
            }
        }
        let count = walker.start.index + 1
        return JournalSummary(
            instance: walker.start.instance, segments: Int(count), batches: walker.number,
            bytes: bytes + count * UInt64(JournalFormat.block), positions: walker.positions, tornTail: tail)
    }
}
