// Every word of the specification's vocabularies (reason codes, states, modes, actions: the enumerations
// that are `StableName`) is named by a test of behaviour. Lists that only repeat the vocabulary, the
// StableNameTests, do not count.
//
// A test names a case by its text, in a string, or as `.case`. So that a word two vocabularies share is not
// counted for both, the test must belong to the target that defines the vocabulary or name its type; a text
// that stands in one vocabulary only counts wherever it is.

import XCTest

final class ReasonCoverageTests: XCTestCase {
    private struct Vocabulary {
        let target: String
        let type: String
        let cases: [(name: String, text: String)]
    }

    /// Vocabularies with a test of their own that goes through all members.
    private static let coveredElsewhere = [
        "Metric": "ObservabilityTests hold every family against the contract",
        "OptionKind": "PaperOptionTextTests read a value of every kind",
    ]

    /// Words that the specification defines and nothing of v1 produces.
    private static let reserved = [
        "GateReason.maxOrdersExceeded": "reserved: gating specification, section 2.3",
        "OrderState.pending": "the stub port answers at once", "OrderState.expired": "no order of v1 has a lifetime",
    ]

    private static func vocabularies(_ files: [SourceFile]) throws -> [Vocabulary] {
        let head = try Regex(#"enum (\w+): String, StableName \{"#)
        let member = try Regex(#"^\s*case `?(\w+)`? = "([^"]*)""#)
        return files.flatMap { file -> [Vocabulary] in
            var found: [Vocabulary] = []
            for match in file.text.matches(of: head) {
                let body = file.text[match.range.upperBound...].prefix { $0 != "}" }.split(separator: "\n")
                let cases = body.compactMap { line in
                    line.prefixMatch(of: member).map { (String($0.output[1].substring!), String($0.output[2].substring!)) }
                }
                found.append(
                    Vocabulary(target: file.target ?? "", type: String(match.output[1].substring!), cases: cases))
            }
            return found
        }
    }

    /// What is named by no test, as `Type.case`.
    private func unnamed(_ vocabularies: [Vocabulary], _ tests: [Evidence]) -> [String] {
        let texts = vocabularies.flatMap { $0.cases.map(\.text) }
        let isUnique = Dictionary(grouping: texts) { $0 }.mapValues { $0.count == 1 }
        return vocabularies.flatMap { vocabulary in
            let own = tests.filter { $0.isOf(vocabulary.target) || $0.words.contains(vocabulary.type) }
            return vocabulary.cases.filter { name, text in
                let pool = isUnique[text] == true ? tests : own
                return !own.contains { $0.members.contains(name) } && !pool.contains { $0.spells(text) }
                    && !tests.contains { $0.qualified.contains("\(vocabulary.type).\(name)") }
            }.map { "\(vocabulary.type).\($0.name)" }
        }
    }

    func testEveryWordIsNamedByATest() throws {
        let all = try Self.vocabularies(SourceTree.shipped()).filter { Self.coveredElsewhere[$0.type] == nil }
        XCTAssertGreaterThan(all.count, 30, "vocabularies are not recognised")
        XCTAssertEqual(all.filter(\.cases.isEmpty).map(\.type), [])
        let tests = try SourceTree.files("Tests").filter {
            !$0.path.hasPrefix("Tests/HouseTests/") && !$0.path.hasSuffix("StableNameTests.swift")
        }
        let found = unnamed(all, tests.map(Evidence.init))
        for word in found where Self.reserved[word] == nil { XCTFail("\(word) is named by no test") }
        for word in Self.reserved.keys where !found.contains(word) {
            XCTFail("\(word) is reserved here, but a test names it or it is gone")
        }
    }

    func testTheRuleCanFail() throws {
        let source = """
            public enum A: String, StableName {
                /// First.
                case one = "ONE"
                case two = "TWO"
            }
            enum B: String, StableName {
                case two = "TWO"
                case three = "THREE"
            }
            """
        let found = try Self.vocabularies([SourceFile(path: "Sources/T/x.swift", text: source)])
        XCTAssertEqual(found.map(\.type), ["A", "B"])
        for (path, test, expected) in [
            ("Tests/XTests/x.swift", "", ["A.one", "A.two", "B.two", "B.three"]),
            ("Tests/XTests/x.swift", #"f("ONE THREE")"#, ["A.two", "B.two"]),
            ("Tests/XTests/x.swift", #"f("ONES") // "ONE""#, ["A.one", "A.two", "B.two", "B.three"]),
            ("Tests/XTests/x.swift", #"f(.one, "TWO")"#, ["A.one", "A.two", "B.two", "B.three"]),
            ("Tests/XTests/x.swift", #"let a: A = .one; f("TWO")"#, ["B.two", "B.three"]),
            ("Tests/TTests/x.swift", ".one; .two; x.three", ["B.three"]),
        ] {
            XCTAssertEqual(unnamed(found, [Evidence(SourceFile(path: path, text: test))]), expected, test)
        }
    }
}

/// What one test file says.
private struct Evidence {
    private let path: String
    /// Words of its code.
    let words: Set<String>
    /// Names written `.name` without a value before them.
    let members: Set<String>
    /// `Owner.name`, as they stand in the code.
    let qualified: Set<String>
    private let strings: String
    private let spelledWords: Set<String>

    init(_ file: SourceFile) {
        path = file.path
        let code = file.code.joined(separator: "\n")
        words = Self.words(code)
        (members, qualified) = Self.members(code)
        strings = CodeText.strings(of: file.text)
        spelledWords = Self.words(strings)
    }

    func isOf(_ target: String) -> Bool { path.hasPrefix("Tests/\(target)Tests/") }

    /// Whether the text stands in a string, as a word of its own where it is one word.
    func spells(_ text: String) -> Bool {
        text.allSatisfy(Self.isLetter) ? spelledWords.contains(text) : strings.contains(text)
    }

    private static func words(_ text: String) -> Set<String> { Set(text.split { !isLetter($0) }.map(String.init)) }

    private static func members(_ code: String) -> (plain: Set<String>, qualified: Set<String>) {
        var plain: Set<String> = []
        var qualified: Set<String> = []
        let parts = code.split(separator: ".", omittingEmptySubsequences: false)
        for (before, part) in zip(parts, parts.dropFirst()) {
            let name = String(part.prefix(while: isLetter))
            let owner = String(before.reversed().prefix(while: isLetter).reversed())
            if !owner.isEmpty {
                qualified.insert("\(owner).\(name)")
            } else if !")]?!".contains(before.last ?? " ") {
                plain.insert(name)
            }
        }
        return (plain, qualified)
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
