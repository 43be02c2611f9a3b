// Writes a journal: collects what the taps of the rings hold into one batch, and writes it
// with one call.
//
//     for each ring: writer.collect(&tap, as: stream)
//     try writer.write()                       // may be tried again after an error
//     for each ring: tap.commit()
//
// Nothing is lost on the way: a tap is committed after its records are written, and a batch
// that could not be written stays in the buffer until it can. A process that dies between
// write and commit has journalled records that its taps still hold; its successor skips
// them. One writer a directory, held by a lock on it; one thread.

import CGrinder
import Glibc
import Rings

public struct JournalWriter: ~Copyable {
    let directory: JournalDirectory
    private let lock: DirectoryLock
    let options: JournalOptions
    private var device: JournalDevice
    private var segment: SegmentFile
    private var start: SegmentStart
    private var offset: UInt64
    private var number: UInt64
    private var previous: UInt32
    /// Records in the file, and with those in the buffer.
    private var written: JournalPositions
    private var collected: JournalPositions
    private let buffer: UnsafeMutableRawPointer
    private let bufferSize: Int
    /// Bytes of the buffer in use: header, sections, and padding once sealed.
    private var used = JournalFormat.batchHeader
    private var sections = 0
    private var streamsCollected: UInt32 = 0
    /// The checksum of the sealed batch; nil while it is still being collected.
    private var seal: UInt32?
    /// What the last writer left half written; it has been cut.
    public let tornTail: TornTail?

    /// Begins a journal in the directory at `path`, which is made if it is missing, or goes on
    /// behind the last whole batch of the one that is there. Reads the last segment.
    public init(directory path: String, instance: InstanceID, _ options: JournalOptions = JournalOptions()) throws(JournalError) {
        try options.check()
        let directory = JournalDirectory(path: path)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .system(call: "mkdir", path: path, errno: errno) }
        let lock = try DirectoryLock.take(path)
        let device = try JournalDevice(options.backend)
        let place = try JournalPlace.find(in: directory, lock, instance, options)
        let segment = try SegmentFile(path: directory.file(place.name), flags: O_RDWR)
        self.lock = lock
        self.device = device
        self.segment = segment
        start = place.start
        offset = place.offset
        number = place.number
        previous = place.previous
        written = place.positions
        collected = place.positions
        tornTail = place.tornTail
        self.directory = directory
        self.options = options
        // A batch never spans segments.
        bufferSize = min(JournalFormat.batchBytesMax, options.segmentBytes - JournalFormat.block)
        buffer = .allocate(byteCount: bufferSize, alignment: 4096)
    }

    deinit { buffer.deallocate() }

    /// Records of `stream` in the journal.
    public func published(of stream: JournalStream) -> UInt64 { written[stream] }
    /// Batches in the journal.
    public var batches: UInt64 { number }
    /// Segments so far.
    public var segments: UInt64 { start.index + 1 }
    /// How bytes reach the file, for a log: `io_uring`, or `pwrite` and why.
    public var backend: String {
        if device.usesUring { return "io_uring" }
        return device.refusal.map { "pwrite (io_uring: \(String(cString: strerror($0))))" } ?? "pwrite"
    }
    /// Syncs behind the writer's back that failed; their bytes may be lost in a power cut.
    public var failedSyncs: UInt64 { device.failedSyncs }
    /// Whether a batch waits to be written again.
    public var isPending: Bool { seal != nil }
}

// MARK: Collecting

extension JournalWriter {
    /// Takes as many records from the tap as fit the batch; how many. None when the batch has some
    /// of the stream already, or waits to be written again. They are released, not committed.
    /// - Parameter end: position of the first record that is left for a later batch.
    @_specialize(where Record == gr_record_t)
    public mutating func collect<Record: BitwiseCopyable>(
        _ tap: inout RingTap<Record>, as stream: JournalStream, upTo end: UInt64 = .max
    ) throws(JournalError) -> Int {
        guard seal == nil, streamsCollected & 1 << stream.rawValue == 0, try skipJournalled(&tap, stream),
            tap.position < end, tap.peek() != nil
        else { return 0 }
        let size = MemoryLayout<Record>.stride
        let room = (bufferSize - used - JournalFormat.sectionHeader) / size
        guard room > 0 else { return 0 }
        let target = buffer + used + JournalFormat.sectionHeader
        var count = 0
        while count < room, tap.position < end, let record = tap.peek() {
            (target + count * size).copyMemory(from: record, byteCount: size)
            tap.release()
            count += 1
        }
        addSection(stream, recordSize: size, count: count)
        return count
    }

    /// Takes one record that lies on no ring: the run's configuration or its result.
    public mutating func collect(_ bytes: UnsafeRawBufferPointer, as stream: JournalStream) -> Bool {
        let size = (bytes.count + 63) & ~63
        guard seal == nil, streamsCollected & 1 << stream.rawValue == 0,
            bufferSize - used - JournalFormat.sectionHeader >= size
        else { return false }
        let target = UnsafeMutableRawBufferPointer(start: buffer + used + JournalFormat.sectionHeader, count: size)
        target.copyMemory(from: bytes)
        for index in bytes.count..<size { target[index] = 0 }
        addSection(stream, recordSize: size, count: 1)
        return true
    }

    private mutating func addSection(_ stream: JournalStream, recordSize: Int, count: Int) {
        var section = gr_journal_section_t()
        section.stream = stream.rawValue
        section.record_size = UInt32(recordSize)
        section.first = collected[stream]
        section.count = UInt64(count)
        buffer.storeBytes(of: section, toByteOffset: used, as: gr_journal_section_t.self)
        used += JournalFormat.sectionHeader + count * recordSize
        sections += 1
        streamsCollected |= 1 << stream.rawValue
        collected[stream] += UInt64(count)
    }

    /// Brings a tap to where the journal ends; false when it is not there yet.
    private mutating func skipJournalled<Record: BitwiseCopyable>(
        _ tap: inout RingTap<Record>, _ stream: JournalStream
    ) throws(JournalError) -> Bool {
        guard tap.position <= collected[stream] else {
            throw .gap(stream: stream, journal: collected[stream], ring: tap.position)
        }
        while tap.position < collected[stream], tap.peek() != nil { tap.release() }
        return tap.position == collected[stream]
    }
}

// MARK: Writing

extension JournalWriter {
    /// Syncs are asked for at the latest after this much, even when records never cease.
    private static var unsyncedBytesMax: Int { 4 << 20 }

    /// Writes the batch that was collected; nothing when there is none. On return its records
    /// are as safe as the durability says, and the taps may be committed. After a retryable
    /// error call it again: the batch is kept.
    public mutating func write() throws(JournalError) {
        guard sections > 0 else { return }
        if seal == nil { sealBatch() }
        if offset + UInt64(used) > start.byteCount { try rotate() }
        let durable = options.durability == .beforeCommit
        try device.write(buffer, count: used, at: offset, to: segment, sync: durable)
        offset += UInt64(used)
        number += 1
        previous = seal!
        written = collected
        seal = nil
        sections = 0
        streamsCollected = 0
        used = JournalFormat.batchHeader
        if !device.usesUring, device.unsyncedBytes >= Self.unsyncedBytesMax { try device.finishSync(segment) }
    }

    /// For idle moments: begins to make safe what is only with the kernel.
    public mutating func settle() throws(JournalError) { try device.startSync(segment) }

    /// Returns when everything written is on the device.
    public mutating func finish() throws(JournalError) { try device.finishSync(segment) }

    private mutating func sealBatch() {
        let end = JournalFormat.roundedToBlock(used)
        (buffer + used).initializeMemory(as: UInt8.self, repeating: 0, count: end - used)
        used = end
        seal = JournalFormat.seal(buffer, byteCount: end, sections: sections, number: number, previous: previous)
    }

    private mutating func rotate() throws(JournalError) {
        try device.finishSync(segment)
        let next = SegmentStart(
            instance: start.instance, index: start.index + 1, firstBatch: number,
            byteCount: UInt64(options.segmentBytes), positions: written, previous: previous)
        let name = try JournalPlace.create(next, in: directory, lock, options)
        segment = try SegmentFile(path: directory.file(name), flags: O_RDWR)
        start = next
        offset = UInt64(JournalFormat.block)
    }
}
