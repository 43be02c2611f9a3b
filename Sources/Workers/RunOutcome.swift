// What the execution worker leaves behind at the end of a run: the result page in the region, and a
// trace (per-tick digests, failures) in a memory file, for those who want to know more.

import CGrinder
import Domain
import Engine
import Glibc
import Rings

public enum RunOutcome {
    /// The trace's descriptor in the workers.
    public static let traceDescriptor: Int32 = 4

    /// Publishes a finished run; `is_ready` last.
    static func store(_ result: RunResult, fullDigest: Digest256 = Digest256(), in region: InstanceRegion) {
        var page = gr_run_result_t()
        page.events = UInt64(result.eventsProcessed)
        page.outputs = UInt64(result.outputs)
        page.failures = UInt64(result.failures.count)
        withUnsafeMutableBytes(of: &page.digest) { target in
            withUnsafeBytes(of: result.digest.words) { target.copyMemory(from: $0) }
        }
        withUnsafeMutableBytes(of: &page.full_digest) { target in
            withUnsafeBytes(of: fullDigest.words) { target.copyMemory(from: $0) }
        }
        let target = region.runResult
        target.storeBytes(of: page, as: gr_run_result_t.self)
        gr_store_release_u32(target.baseAddress!.assumingMemoryBound(to: UInt32.self), 1)
    }

    /// The finished run and its digest over all members, without its trace; nil while it is not finished.
    public static func load(from region: InstanceRegion) -> (result: RunResult, fullDigest: Digest256)? {
        let source = region.runResult
        guard gr_load_acquire_u32(source.baseAddress!.assumingMemoryBound(to: UInt32.self)) == 1 else { return nil }
        return result(of: source.load(as: gr_run_result_t.self))
    }

    /// The run that a result page stands for, wherever the page was kept.
    static func result(of page: gr_run_result_t) -> (result: RunResult, fullDigest: Digest256) {
        var result = RunResult()
        result.eventsProcessed = Int(page.events)
        result.outputs = Int(page.outputs)
        withUnsafeBytes(of: page.digest) { source in
            withUnsafeMutableBytes(of: &result.digest.words) { $0.copyMemory(from: source) }
        }
        var fullDigest = Digest256()
        withUnsafeBytes(of: page.full_digest) { source in
            withUnsafeMutableBytes(of: &fullDigest.words) { $0.copyMemory(from: source) }
        }
        return (result, fullDigest)
    }

    /// Writes the trace as one JSON object.
    /// - Parameter report: what the strategy reported, JSON; empty when it reports nothing.
    static func writeTrace(
        _ result: RunResult, report: [UInt8] = [], _ symbols: borrowing SymbolTable
    ) throws {
        var failures: [JSONValue] = []
        for failure in result.failures { failures.append(entry(failure, symbols)) }
        let digests = result.tickDigests.map { JSONValue.integer(Int($0)) }
        var buffer = ByteBuffer(capacity: 1 << 16)
        buffer.appendCompact(
            .object(
                JSONObject([
                    ("failures", .array(failures)), ("tick_digests", .array(digests)),
                    ("documents", .array(result.documents)),
                    ("report", report.isEmpty ? .null : try JSONParser.parse(report)),
                    ("actions_place", .integer(result.actions?.place ?? 0)),
                    ("actions_cancel", .integer(result.actions?.cancel ?? 0)),
                ])))
        // An earlier process may have come as far as this.
        try FileWriter.empty(traceDescriptor)
        try FileWriter.write(buffer.bytes, to: traceDescriptor)
    }

    /// Adds the trace behind `descriptor` to `result`. Times that are text are interned in `symbols`.
    /// - Returns: what the strategy reported; nil when it reports nothing.
    public static func readTrace(
        from descriptor: Int32, into result: inout RunResult, _ symbols: inout SymbolTable
    ) throws -> JSONValue? {
        let trace = try JSONParser.parse(FileWriter.readAll(from: descriptor))
        for digest in trace["tick_digests"]?.arrayValue ?? [] {
            guard let value = digest.integerValue.flatMap(UInt32.init(exactly:)) else { throw malformed }
            result.tickDigests.append(value)
        }
        guard let placed = trace["actions_place"]?.integerValue, let cancelled = trace["actions_cancel"]?.integerValue
        else { throw malformed }
        result.actions = ActionCounts(place: placed, cancel: cancelled)
        for entry in trace["failures"]?.arrayValue ?? [] { result.failures.append(try failure(entry, &symbols)) }
        result.documents = trace["documents"]?.arrayValue ?? []
        return trace["report"].flatMap { $0.isNull ? nil : $0 }
    }

    private static var malformed: JSONError { JSONError(offset: 0, reason: "not a trace of this version") }

    private static func entry(_ failure: EventFailure, _ symbols: borrowing SymbolTable) -> JSONValue {
        let time: JSONValue =
            failure.time.kind == .text
            ? .string(symbols.name(SymbolID(UInt32(failure.time.payload)))) : .integer(Int(failure.time.payload))
        return .object(
            JSONObject([
                ("time_kind", .integer(Int(failure.time.kind.rawValue))), ("time", time),
                ("fault", .text(failure.fault.rawValue)),
                ("field", failure.field.map { .text($0.rawValue) } ?? .null),
            ]))
    }

    private static func failure(_ entry: JSONValue, _ symbols: inout SymbolTable) throws -> EventFailure {
        guard let kind = entry["time_kind"]?.integerValue.flatMap({ EventTime.Kind(rawValue: UInt8($0)) }),
            let time = entry["time"], let fault = entry["fault"]?.stringValue.flatMap(EventFault.init(rawValue:))
        else { throw malformed }
        let payload = time.integerValue ?? time.stringValue.flatMap { symbols.intern(text: $0) }.map { Int($0.index) }
        guard let payload else { throw malformed }
        return EventFailure(
            time: EventTime(kind: kind, payload: Int64(payload)), fault: fault,
            field: entry["field"]?.stringValue.flatMap(SnapshotField.init(rawValue:)))
    }
}
