// The text by which an order names its owner at the exchange: reconcile specification, section 6.
//
// Two forms are read, `{prefix}{strategy}_{symbol}_{level}_{ts}_{seq}` (v1, the only one that is
// written) and `grinder_{symbol}_{level}_{ts}_{seq}` (legacy). Reading is right-anchored and takes
// the longest prefix. As in the reference, letters and digits are those of Unicode and one line
// feed at the very end is not looked at.
// Not for: the orders of the in-memory port, whose names are `OrderID`.

public struct ClientOrderID: Equatable, Sendable {
    /// Ends in `_`.
    public var prefix: String
    /// nil in the legacy form, which names no strategy.
    public var strategy: String?
    public var symbol: String
    /// A level number, or a word such as `cleanup`.
    public var level: String
    /// Milliseconds, any number of digits, without leading zeros.
    public var timestamp: String
    /// Sequence number, any number of digits, without leading zeros.
    public var sequence: String

    public var isLegacy: Bool { strategy == nil }

    /// The prefix of legacy ids.
    public static let legacyPrefix = "grinder_"

    /// Reads an id; nil when `text` is none. O(length²) at worst, and ids are short.
    public init?(_ text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.last == "\n" { scalars.removeLast() }
        let parts = Parts(scalars)
        guard let tail = parts.tail else { return nil }
        if let strategyIndex = parts.strategyIndex {
            prefix = parts.joined(0..<strategyIndex) + "_"
            strategy = parts.joined(strategyIndex..<strategyIndex + 1)
            symbol = parts.joined(strategyIndex + 1..<strategyIndex + 2)
            level = parts.joined(strategyIndex + 2..<parts.count - 2)
        } else if parts.isLegacy {
            prefix = Self.legacyPrefix
            strategy = nil
            symbol = parts.joined(1..<2)
            level = parts.joined(2..<parts.count - 2)
        } else {
            return nil
        }
        (timestamp, sequence) = tail
    }
}

/// An id cut at its underscores.
private struct Parts {
    private let parts: [ArraySlice<Unicode.Scalar>]

    init(_ scalars: [Unicode.Scalar]) { parts = scalars.split(separator: "_", omittingEmptySubsequences: false) }

    var count: Int { parts.count }

    /// Time and sequence number: the last two parts, when both are digits.
    var tail: (String, String)? {
        guard count >= 5, let time = Self.number(parts[count - 2]), let sequence = Self.number(parts[count - 1]) else {
            return nil
        }
        return (time, sequence)
    }

    /// Where the strategy stands in a v1 id: the rightmost place that fits, which is the longest prefix.
    var strategyIndex: Int? {
        guard count >= 6 else { return nil }
        return (1...count - 5).last { index in
            !parts[index].isEmpty && isSymbol(index + 1) && isWord(index + 2..<count - 2) && isWord(0..<index)
        }
    }

    var isLegacy: Bool {
        count >= 5 && joined(0..<1) + "_" == ClientOrderID.legacyPrefix && isSymbol(1) && isWord(2..<count - 2)
    }

    func joined(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: parts[range].joined(separator: ["_"]))
        return String(text)
    }

    private func isSymbol(_ index: Int) -> Bool {
        !parts[index].isEmpty && parts[index].allSatisfy { "A"..."Z" ~= $0 || "0"..."9" ~= $0 }
    }

    /// Whether the parts and the underscores between them are word characters, at least one.
    private func isWord(_ range: Range<Int>) -> Bool {
        guard range.count > 1 || !parts[range.lowerBound].isEmpty else { return false }
        return parts[range].allSatisfy { $0.allSatisfy(Self.isWordCharacter) }
    }

    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: scalar.properties.numericType != nil
        }
    }

    /// The digits as ASCII without leading zeros; nil when there is something else or nothing.
    private static func number(_ part: ArraySlice<Unicode.Scalar>) -> String? {
        var digits = ""
        for scalar in part {
            guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
            if digits == "0" { digits = "" }
            digits += String(Int(value))
        }
        return digits.isEmpty ? nil : digits
    }
}
