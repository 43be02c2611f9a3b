// One vector file, checked line by line over the mapped file: memory does not grow with its length.

import Domain
import Glibc

struct VectorFile {
    let path: String
    /// The file name without `.jsonl`.
    let component: String

    /// Vectors that were left out, by the name of what is not built yet.
    private(set) var notImplemented: [String: Int] = [:]
    private(set) var passed = 0
    private(set) var failed = 0

    init(path: String) {
        self.path = path
        let name = path.split(separator: "/").last ?? ""
        component = String(name.hasSuffix(".jsonl") ? name.dropLast(6) : name)
    }

    /// Checks every vector; one line to `emit` for each that fails. nil: the component is not built yet.
    mutating func check(_ evaluator: VectorComponent?, emit: (String) -> Void) throws(ConformanceError) {
        let mapped = try MappedFile(input: path)
        var start = 0
        var line = 0
        while start < mapped.bytes.count {
            line += 1
            let rest = UnsafeBufferPointer(rebasing: mapped.bytes[start...])
            let length = memchr(rest.baseAddress!, 0x0A, rest.count).map { UnsafeRawPointer(rest.baseAddress!).distance(to: $0) }
            let text = UnsafeBufferPointer(rebasing: rest[..<(length ?? rest.count)])
            start += text.count + 1
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            guard let evaluator else {
                notImplemented[component, default: 0] += 1
                continue
            }
            guard let problem = checkLine(text, evaluator) else { continue }
            failed += 1
            emit("failed: \(path):\(line)\(problem)")
        }
    }

    /// Counts one vector; what is wrong with it, to follow the place in the failure line.
    private mutating func checkLine(_ text: UnsafeBufferPointer<UInt8>, _ evaluator: VectorComponent) -> String? {
        let vector: JSONValue
        do throws(JSONError) {
            vector = try JSONParser.parse(text)
        } catch {
            return ": invalid JSON at column \(error.offset + 1): \(error.reason). Correct or remove the line."
        }
        let id = vector["id"].map { " id \($0.canonicalText)" } ?? ""
        do {
            guard let input = vector["in"] else { throw VectorFault.malformed("member 'in' is missing") }
            let expected = try VectorOutcome(recordedIn: vector)
            let got = try VectorOutcome(evaluator, input)
            guard got != expected else {
                passed += 1
                return nil
            }
            let shown = TextDifference.excerpts(expected.text, got.text)
            return "\(id): expected \(shown.expected), got \(shown.got)"
        } catch VectorFault.notImplemented(let name) {
            notImplemented["\(component) \(name)", default: 0] += 1
            return nil
        } catch VectorFault.malformed(let reason) {
            return "\(id): the vector is malformed: \(reason). Compare it with the vectors' README."
        } catch {
            return "\(id): the component failed with an error that no vector names: \(error)"
        }
    }
}
