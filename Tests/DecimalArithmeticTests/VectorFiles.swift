// Purpose: find and decode vector files for the tests: JSON lines, skipped clearly when the shared data is absent.

import Foundation
import XCTest

/// One line of a vector file.
struct VectorLine {
    let id: Int
    let input: VectorJSON
    let output: VectorJSON?
    let error: String?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let line = VectorJSON(parsing: bytes)
        id = line["id"]?.scalarText.flatMap { Int($0) } ?? -1
        input = line["in"] ?? .null
        output = line["out"]
        error = line["error"]?.string
    }
}

enum VectorFiles {
    /// Directory `shared`: the environment variable GRINDER_SHARED, or a sibling of any ancestor of this file.
    static func sharedDirectory() -> URL? {
        if let path = ProcessInfo.processInfo.environment["GRINDER_SHARED"] {
            return URL(fileURLWithPath: path)
        }
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("conformance").path) {
                return candidate
            }
            directory.deleteLastPathComponent()
        }
        return nil
    }

    /// All lines of a component's vector file; skips the calling test when the data is absent.
    static func lines(of component: String) throws -> [VectorLine] {
        guard let shared = sharedDirectory() else {
            throw XCTSkip("no shared/conformance found; set GRINDER_SHARED to run the \(component) vectors")
        }
        let file = shared.appendingPathComponent("conformance/vectors/\(component).jsonl")
        guard let data = try? Data(contentsOf: file) else {
            throw XCTSkip("\(file.path) is not readable")
        }
        return lines(in: data)
    }
}

extension VectorFiles {
    /// The lines of JSON lines data.
    static func lines(in data: Data) -> [VectorLine] {
        var result: [VectorLine] = []
        forEachLine(in: data) { result.append($0) }
        return result
    }

    /// Decodes and visits one line at a time.
    static func forEachLine(in data: Data, _ visit: (VectorLine) -> Void) {
        data.withUnsafeBytes { raw in
            let bytes = raw.assumingMemoryBound(to: UInt8.self)
            var start = 0
            while start < bytes.count {
                let rest = bytes.count - start
                let newline = memchr(bytes.baseAddress! + start, 0x0a, rest)
                let end = newline.map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes.baseAddress!) } ?? bytes.count
                if end > start { visit(VectorLine(UnsafeBufferPointer(rebasing: bytes[start..<end]))) }
                start = end + 1
            }
        }
    }
}

extension DecimalVector {
    init(_ line: VectorLine) {
        self.init(operation: line.input["op"]?.string ?? "")
        a = DecimalVector.operand(line.input["a"])
        b = DecimalVector.operand(line.input["b"])
        pattern = line.input["exp"]?.string ?? ""
        rounding = line.input["rounding"]?.string ?? ""
        start = line.input["start"]?.string
    }

    private static func operand(_ value: VectorJSON?) -> Operand {
        switch value {
        case .string(let text): .text(text)
        case .array(let list): .list(list.compactMap(\.string))
        case .number: .number(value?.double ?? .nan)
        case .none, .null, .bool, .object: .none
        }
    }

    /// What the line records, in the form `evaluate` yields.
    static func recordedOutcome(_ line: VectorLine) -> DecimalVectorOutcome {
        if let error = line.error { return .error(error) }
        guard let output = line.output else { return .error("no output") }
        if let text = output.scalarText { return .value(text) }
        return .double(repr: output["repr"]?.string ?? "", bits: output["bits"]?.string ?? "")
    }
}
