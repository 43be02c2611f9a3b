// A file holds one concept, a function fits on a screen.

import TestSupport
import XCTest

final class LengthTests: XCTestCase {
    private static let fileLinesMax = 400
    private static let functionLinesMax = 80

    /// Longer ones, each with its reason.
    private static let allowed: [String: String] = [:]

    func testFiles() throws {
        for file in try SourceTree.all() {
            let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            if count > Self.fileLinesMax, Self.allowed[file.path] == nil {
                XCTFail("\(file.path) has \(count) lines, at most \(Self.fileLinesMax): is it two things?")
            }
        }
    }

    func testMostFilesAreShort() throws {
        let counts = try SourceTree.files("Sources").map { $0.text.split(separator: "\n", omittingEmptySubsequences: false).count }
        XCTAssertLessThan(counts.sorted()[counts.count / 2], 150, "the median file of Sources")
    }

    func testFunctions() throws {
        for file in try SourceTree.all() {
            for function in Self.functions(of: file.code) where function.lines > Self.functionLinesMax {
                if Self.allowed["\(file.path): \(function.name)"] == nil {
                    XCTFail("\(file.path):\(function.line): \(function.name) has \(function.lines) lines, at most \(Self.functionLinesMax)")
                }
            }
        }
    }

    func testFunctionsAreMeasured() {
        let text = "func a(b: () -> Void = { }) {\n  if x { }\n\n}\nprotocol P { func c()\n init() }\ninit() { }\nlet d = X.init()\nfunc e()\n{\n}\n"
        let found = Self.functions(of: CodeText.lines(of: text))
        XCTAssertEqual(found.map { "\($0.name) \($0.line) \($0.lines)" }, ["func a 1 4", "init 7 1", "func e 9 3"])
    }

    struct Function {
        let name: String
        let line: Int
        let lines: Int
    }

    /// Every function and initialiser with a body.
    static func functions(of code: [String]) -> [Function] {
        let scalars = Array(code.joined(separator: "\n").unicodeScalars)
        var lineOf: [Int] = []
        lineOf.reserveCapacity(scalars.count)
        var line = 1
        for scalar in scalars {
            lineOf.append(line)
            if scalar == "\n" { line += 1 }
        }
        var found: [Function] = []
        var index = 0
        while let start = nextKeyword(scalars, from: &index) {
            guard let body = bodyStart(scalars, from: index), let end = bodyEnd(scalars, from: body) else { continue }
            found.append(Function(name: start.name, line: lineOf[start.index], lines: lineOf[end] - lineOf[start.index] + 1))
        }
        return found
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// The next `func`, `init`, `deinit` or `subscript` that is declared, not called; moves behind its name.
    private static func nextKeyword(_ scalars: [Unicode.Scalar], from index: inout Int) -> (name: String, index: Int)? {
        while index < scalars.count {
            guard isWord(scalars[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < scalars.count, isWord(scalars[index]) { index += 1 }
            let word = String(String.UnicodeScalarView(scalars[start..<index]))
            if start > 0, scalars[start - 1] == "." { continue }
            if ["init", "deinit", "subscript"].contains(word) { return (word, start) }
            if word == "func" {
                while index < scalars.count, scalars[index] == " " { index += 1 }
                let nameStart = index
                while index < scalars.count, scalars[index] != "(", scalars[index] != "<", scalars[index] != " " { index += 1 }
                return ("func " + String(String.UnicodeScalarView(scalars[nameStart..<index])), start)
            }
        }
        return nil
    }

    /// The brace that opens the body; nil for a requirement without one.
    private static func bodyStart(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < scalars.count {
            switch scalars[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return index
            case "}" where depth == 0: return nil
            case "\n" where depth == 0:
                // The signature goes on in the next line only with `->`, `where`, `{`, `throws` or a bracket.
                let rest = scalars[(index + 1)...].drop { $0 == " " || $0 == "\n" }
                guard ["->", "where", "{", "throws", "async"].contains(where: { rest.starts(with: $0.unicodeScalars) }) else { return nil }
            default: break
            }
            if depth < 0 { return nil }
            index += 1
        }
        return nil
    }

    private static func bodyEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 0
        for index in start..<scalars.count {
            if scalars[index] == "{" { depth += 1 }
            if scalars[index] == "}" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }
}
