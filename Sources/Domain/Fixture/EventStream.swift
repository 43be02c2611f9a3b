// The events of a large `events.jsonl` that is in order of time: read from the file as often as wanted and
// never all in memory. Pages of the file are given back behind the reader, so that memory does not grow with
// the file. Small files and files out of order are `Fixture.load`'s, which holds and sorts them.
//
// A file that changes while it is read is not noticed, unless it can no longer be read.

import Glibc

public struct EventStream: ~Copyable {
    /// The directory, without `./`, doubled or trailing slashes.
    public let path: String
    /// Of all events.
    public private(set) var symbols = SymbolTable()
    /// Events in the file.
    public private(set) var count = 0
    /// Books among them.
    public private(set) var bookCount = 0
    /// The line of the event that was read last; valid until the next one is read.
    public private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    private let file: String
    private let mapped: MappedFile
    private let hasReturns: Bool
    private var lines: LineReader
    /// Bytes whose pages were given back.
    private var dropped = 0

    /// From this size on a file is worth being read more than once.
    public static let sizeMin = 32 << 20
    /// Bytes between two times that pages are given back.
    private static let stretch = 4 << 20

    /// Opens and checks the `events.jsonl` of a directory. nil when there is none, when it is smaller than
    /// `sizeMin` bytes, or not in order. Throws what `Fixture.load` throws for a file that cannot be used. O(file).
    public static func open(
        directory: String, sizeMin: Int = EventStream.sizeMin
    ) throws(FixtureError) -> EventStream? {
        let path = Fixture.normalised(directory)
        let file = path + "/events.jsonl"
        guard isDirectory(path), fileExists(file) else { return nil }
        let mapped = try MappedFile(input: file, populates: false)
        guard mapped.bytes.count >= sizeMin else { return nil }
        let hasReturns = try Self.check(mapped, file)
        var stream = EventStream(path, file, mapped, hasReturns: hasReturns)
        guard try stream.checkEvents() else { return nil }
        return stream
    }

    private init(_ path: String, _ file: String, _ mapped: consuming MappedFile, hasReturns: Bool) {
        self.path = path
        self.file = file
        self.hasReturns = hasReturns
        lines = LineReader(mapped.bytes, hasReturns: hasReturns)
        self.mapped = mapped
    }

    // MARK: - Reading

    /// Back to the first event.
    public mutating func rewind() {
        mapped.drop(dropped..<mapped.bytes.count)
        lines = LineReader(mapped.bytes, hasReturns: hasReturns)
        dropped = 0
    }

    /// The next event; nil behind the last one.
    /// - Parameter symbols: a table that starts as this stream's own.
    @inline(__always)
    public mutating func next(_ symbols: inout SymbolTable) throws(FixtureError) -> MarketEvent? {
        while let whole = lines.next() {
            if lines.position - dropped > Self.stretch { drop(upTo: lines.position - whole.count - 2) }
            guard let text = try EventLine.text(of: whole, file, lines.line) else { continue }
            self.text = text
            do throws(EventReadError) {
                return try EventLine.event(text, &symbols)
            } catch {
                throw FixtureLoader.explain(error, file, line: lines.line, text)
            }
        }
        return nil
    }

    /// The line that is being read stays.
    @inline(never)
    private mutating func drop(upTo end: Int) {
        mapped.drop(dropped..<max(dropped, end))
        dropped = max(dropped, end)
    }

    // MARK: - Checking

    /// Reads everything once; whether it is in order. Throws for the first line that cannot be used.
    private mutating func checkEvents() throws(FixtureError) -> Bool {
        var order = EventOrder()
        var table = SymbolTable()
        while let event = try next(&table) {
            if let problem = order.note(event.time, previous: count) {
                throw FixtureLoader.explain(.unusableTime(problem), file, line: lines.line, text)
            }
            if !order.isSorted { return false }
            count += 1
            if event.kind == .depth { bookCount += 1 }
        }
        symbols = table
        return true
    }

    /// Whether the file holds a CR. Throws for the first byte that is not UTF-8.
    private static func check(_ mapped: borrowing MappedFile, _ file: String) throws(FixtureError) -> Bool {
        let bytes = mapped.bytes
        var hasReturns = false
        var start = 0
        while start < bytes.count {
            let end = stretchEnd(bytes, from: start)
            let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if WTF8.firstInvalidUTF8(part) != nil { try mapped.checkEncoding(file) }
            hasReturns = hasReturns || memchr(part.baseAddress!, 0x0D, part.count) != nil
            mapped.drop(start..<end)
            start = end
        }
        return hasReturns
    }

    /// A stretch ends behind a line, where no character can go on.
    private static func stretchEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let base = UnsafeRawPointer(bytes.baseAddress!)
        let usual = start + stretch
        guard usual < bytes.count, let found = memchr(base + usual, 0x0A, bytes.count - usual) else { return bytes.count }
        return UnsafeRawPointer(found) - base + 1
    }
}
