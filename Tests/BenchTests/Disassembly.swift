// Which functions a program's functions call, as its machine code says.

import Foundation
import TestSupport
import XCTest

struct Disassembly {
    struct Function {
        /// Demangled; simplified, that is without modules and types: `StrategyLoop.run(_:)`.
        let name: String
        /// Call and tail-call targets with their number; runtime functions by their C name.
        var calls: [String: Int] = [:]
        /// The targets among them that are jumped to: nothing of this function runs afterwards.
        var tailCalls: Set<String> = []
        /// Calls of the helpers without a name that stand behind this function, and whether it uses one of them.
        fileprivate var callsOfNameless: [String: Int] = [:]
        fileprivate var usesNameless = false
    }

    let functions: [Function]
    private let indexByName: [String: [Int]]

    /// Disassembles with objdump; skips the calling test when the tools are missing.
    init(program: String, isSimplified: Bool = true) throws {
        let pipeline = """
            objdump --version > /dev/null && swift demangle --version > /dev/null || exit 127
            objdump -d --no-show-raw-insn "$1" | grep -E '^[0-9a-f]+ <|[[:space:]](call|jmp|bl?) ' \
                | swift demangle \(isSimplified ? "--simplified" : "")
            """
        let run = try CommandRun(["sh", "-c", pipeline, "sh", program])
        if run.isCommandMissing { throw XCTSkip("objdump (package binutils) or `swift demangle` is not installed") }
        XCTAssertEqual(run.status, 0, run.errorText)
        let sizes = try Self.sizes(program)
        var functions: [Function] = []
        var end = UInt64.max
        for line in run.outputText.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let symbol = Self.symbol(line) else { continue }
            if line.last == UInt8(ascii: ":") {
                functions.append(Function(name: symbol))
                end = Self.address(line).flatMap { start in sizes[start].map { start + $0 } } ?? .max
                continue
            }
            guard let last = functions.indices.last else { continue }
            let isInside = Self.address(line).map { $0 < end } ?? true
            if symbol == functions[last].name {
                if isInside, let target = Self.target(line), target >= end { functions[last].usesNameless = true }
            } else if isInside {
                functions[last].calls[symbol, default: 0] += 1
                if Self.isJump(line) { functions[last].tailCalls.insert(symbol) }
            } else {
                functions[last].callsOfNameless[symbol, default: 0] += 1
            }
        }
        // Helpers without a name follow the function before them. Their calls are that function's only if it uses one.
        for index in functions.indices where functions[index].usesNameless {
            functions[index].calls.merge(functions[index].callsOfNameless, uniquingKeysWith: +)
        }
        self.functions = functions
        indexByName = Dictionary(grouping: functions.indices) { functions[$0].name }
    }

    /// Sizes of functions by the address at which they begin.
    private static func sizes(_ program: String) throws -> [UInt64: UInt64] {
        let run = try CommandRun(["nm", "-S", "--defined-only", program])
        XCTAssertEqual(run.status, 0, run.errorText)
        var sizes: [UInt64: UInt64] = [:]
        for line in run.outputText.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(maxSplits: 3) { $0 == UInt8(ascii: " ") }.map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4, let start = UInt64(words[0], radix: 16), let size = UInt64(words[1], radix: 16) else { continue }
            sizes[start] = size
        }
        XCTAssertGreaterThan(sizes.count, 1000, "nm lists no sizes")
        return sizes
    }

    /// The number that a line begins with.
    private static func address(_ line: Substring.UTF8View) -> UInt64? {
        let digits = line.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: " ") }
        return UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// Where a call or a jump goes: the third word of `40ee30:  call 18fd80 <name>`.
    private static func target(_ line: Substring.UTF8View) -> UInt64? {
        let words = line.split(maxSplits: 3) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return words.count > 2 ? UInt64(String(decoding: words[2], as: UTF8.self), radix: 16) : nil
    }

    /// What stands between the first `<` and the last `>`, without an offset. Jumps inside a function carry one.
    private static func symbol(_ line: Substring.UTF8View) -> String? {
        guard let start = line.firstIndex(of: UInt8(ascii: "<")), let end = line.lastIndex(of: UInt8(ascii: ">")),
            start < end
        else { return nil }
        var name = String(decoding: line[line.index(after: start)..<end], as: UTF8.self)
        if let offset = name.range(of: "+0x", options: .backwards) { name.removeSubrange(offset.lowerBound...) }
        return name.hasSuffix("@plt") ? String(name.dropLast(4)) : name
    }

    /// `1294af:  jmp 2ca80 <memcpy@plt>`: the mnemonic is the second word.
    private static func isJump(_ line: Substring.UTF8View) -> Bool {
        let words = line.split(maxSplits: 2) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return words.count > 1 && ["jmp", "b"].contains(String(decoding: words[1], as: UTF8.self))
    }

    func functions(named name: String) -> [Function] { (indexByName[name] ?? []).map { functions[$0] } }

    /// Calls of `function` and of the helpers that the compiler moved out of functions: copies and destructions.
    func callsWithHelpers(of function: Function) -> [String: Int] {
        var calls = function.calls
        var pending = Array(function.calls.keys)
        var seen: Set<String> = []
        while let name = pending.popLast() {
            guard Self.isHelper(name), seen.insert(name).inserted else { continue }
            for helper in functions(named: name) {
                for (target, count) in helper.calls {
                    calls[target, default: 0] += count
                    pending.append(target)
                }
            }
        }
        return calls
    }

    private static func isHelper(_ name: String) -> Bool {
        ["outlined ", "initializeWithCopy for ", "assignWithCopy for ", "destroy for "].contains { name.hasPrefix($0) }
    }
}
