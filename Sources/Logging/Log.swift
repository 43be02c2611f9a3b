// The log: events with fields, as lines on one descriptor. Every line is redacted as a whole after it is
// written out, so that no way of getting a secret into a field leads past it.
//
// Shared by the threads of a process. Not for the path from market ring to intent ring.

import Domain
import Glibc
import Synchronization

public final class Log: Sendable {
    public struct Options: Sendable {
        public var level: LogLevel = .info
        public var format: LogFormat = .text
        /// Whether journald reads the lines: they then begin with their priority.
        public var marksPriority = false
        /// Lines of one event in a window; more are counted, not written.
        public var burst = 20
        public var windowNs: UInt64 = 10_000_000_000

        public init() {}
    }

    /// Where time comes from: real for the lines, monotonic for the windows, both in ns.
    public struct Clock: Sendable {
        public var realtimeNs: @Sendable () -> UInt64
        public var monotonicNs: @Sendable () -> UInt64

        public init(realtimeNs: @escaping @Sendable () -> UInt64, monotonicNs: @escaping @Sendable () -> UInt64) {
            self.realtimeNs = realtimeNs
            self.monotonicNs = monotonicNs
        }
    }

    private struct State {
        var limit: RepeatLimit
        var lostLines = 0
    }

    private let settings: Options
    private let redactor: Redactor
    private let clock: Clock
    /// Takes a whole line; false when it could not be written.
    private let sink: @Sendable ([UInt8]) -> Bool
    private let state: Mutex<State>
    /// Priority of the least level that is written.
    private let leastPriority: Atomic<Int>

    public init(
        _ options: Options, redactor: Redactor, clock: Clock, sink: @escaping @Sendable ([UInt8]) -> Bool = Log.standardError
    ) {
        settings = options
        self.redactor = redactor
        self.clock = clock
        self.sink = sink
        leastPriority = Atomic(options.level.priority)
        state = Mutex(State(limit: RepeatLimit(burst: options.burst, windowNs: options.windowNs)))
    }

    public func debug(_ event: StaticString, _ fields: KeyValuePairs<String, JSONValue> = [:]) { write(.debug, event, fields) }
    public func info(_ event: StaticString, _ fields: KeyValuePairs<String, JSONValue> = [:]) { write(.info, event, fields) }
    public func warning(_ event: StaticString, _ fields: KeyValuePairs<String, JSONValue> = [:]) { write(.warning, event, fields) }
    public func error(_ event: StaticString, _ fields: KeyValuePairs<String, JSONValue> = [:]) { write(.error, event, fields) }

    /// The least level that is written. May change while the process runs.
    public var level: LogLevel {
        get {
            let priority = leastPriority.load(ordering: .relaxed)
            return LogLevel.allCases.first { $0.priority == priority } ?? settings.level
        }
        set { leastPriority.store(newValue.priority, ordering: .relaxed) }
    }

    /// As they are now: for a log in another process that is to be like this one.
    public var options: Options {
        var options = settings
        options.level = level
        return options
    }

    /// Lines that could not be written since the log was made.
    public var lostLines: Int { state.withLock { $0.lostLines } }

    /// Writes how many repeats are still kept back; at the end of a process.
    public func flush() {
        state.withLock { state in
            for (event, suppressed) in state.limit.drain() {
                let fields: [(name: String, value: JSONValue)] = [("of", .text(event)), ("suppressed", .integer(suppressed))]
                emit(LogLine(realtimeNs: clock.realtimeNs(), level: .info, event: "REPEATS_SUPPRESSED", fields: fields), &state)
            }
        }
    }

    private func write(_ level: LogLevel, _ event: StaticString, _ fields: KeyValuePairs<String, JSONValue>) {
        guard level.priority <= leastPriority.load(ordering: .relaxed) else { return }
        state.withLock { state in
            guard let suppressed = state.limit.admit(event, nowNs: clock.monotonicNs()) else { return }
            var written = fields.map { (name: $0.key, value: redactor.value($0.value, named: $0.key)) }
            if suppressed > 0 { written.append(("suppressed", .integer(suppressed))) }
            emit(LogLine(realtimeNs: clock.realtimeNs(), level: level, event: event, fields: written), &state)
        }
    }

    private func emit(_ line: LogLine, _ state: inout State) {
        var buffer = ByteBuffer(capacity: 256)
        if settings.marksPriority { buffer.append(text: "<\(line.level.priority)>") }
        line.append(to: &buffer, as: settings.format)
        if !sink(redactor.redacted(buffer.bytes)) { state.lostLines += 1 }
    }

    // MARK: - Standard error

    /// Writes a line to standard error.
    public static let standardError: @Sendable ([UInt8]) -> Bool = { line in
        line.withUnsafeBufferPointer { bytes in
            do {
                try FileWriter.write(bytes, to: STDERR_FILENO)
                return true
            } catch {
                return false
            }
        }
    }

    /// Whether standard error is the stream that JOURNAL_STREAM (`device:inode`) names.
    public static func isJournal(_ journalStream: String?) -> Bool {
        var status = stat()
        guard let journalStream, fstat(STDERR_FILENO, &status) == 0 else { return false }
        return journalStream == "\(status.st_dev):\(status.st_ino)"
    }
}
