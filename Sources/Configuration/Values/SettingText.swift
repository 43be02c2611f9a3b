// From a setting's text to its value: the parsing kinds of the environment specification, section 1.
//
// Two rules of the reference are left out on purpose: digits outside ASCII and `_` between digits are
// refused, and amounts are finite. A limit that reads differently to different eyes is no limit.

import DecimalArithmetic
import Domain

enum SettingText {
    private static let trueWords: Set<String> = ["1", "true", "yes", "on"]
    private static let falseWords: Set<String> = ["0", "false", "no", "off"]

    /// The value of `text`; nil when the text is blank, which is no value. A blank flag is off.
    static func value(of text: String, as kind: Setting.Kind) throws(SettingRefusal) -> SettingValue? {
        let trimmed = UnicodeSpace.stripped(text)
        switch kind {
        case .flag: return .flag(try flag(trimmed))
        case .permission: return .flag(try exactly("1", text, trimmed, Self.falseWords))
        case .safeguard: return trimmed.isEmpty ? nil : .flag(!(try exactly("0", text, trimmed, Self.trueWords)))
        case .list(let allowed): return .list(try list(text, allowed))
        default: break
        }
        guard !trimmed.isEmpty else { return nil }
        switch kind {
        case .integer(let range): return .integer(try integer(trimmed, range))
        case .pair(let range): return try pair(trimmed, range)
        case .amount: return .amount(try amount(trimmed))
        case .choice(let choices): return .text(try choice(trimmed, choices))
        case .secret: return .secret(Secret(trimmed))
        default: return .text(trimmed)
        }
    }

    private static func flag(_ trimmed: String) throws(SettingRefusal) -> Bool {
        let word = lowercased(trimmed)
        if word.isEmpty || falseWords.contains(word) { return false }
        guard trueWords.contains(word) else {
            throw SettingRefusal(reason: "is neither true (1 true yes on) nor false (0 false no off)")
        }
        return true
    }

    /// Whether the text is `wanted` to the letter; what is neither that nor clearly the opposite is refused.
    private static func exactly(
        _ wanted: String, _ text: String, _ trimmed: String, _ opposites: Set<String>
    ) throws(SettingRefusal) -> Bool {
        if text == wanted { return true }
        if trimmed.isEmpty || opposites.contains(lowercased(trimmed)) { return false }
        throw SettingRefusal(reason: "is not exactly \(wanted), and nothing else counts here")
    }

    private static func integer(_ trimmed: String, _ range: ClosedRange<Int>) throws(SettingRefusal) -> Int {
        guard let number = Int(trimmed) else { throw SettingRefusal(reason: "is no whole number of at most 64 bits") }
        guard number >= range.lowerBound else {
            throw SettingRefusal(reason: "is below \(range.lowerBound)", nearest: .integer(range.lowerBound))
        }
        guard number <= range.upperBound else {
            throw SettingRefusal(reason: "is above \(range.upperBound)", nearest: .integer(range.upperBound))
        }
        return number
    }

    private static func pair(_ trimmed: String, _ range: ClosedRange<Int>) throws(SettingRefusal) -> SettingValue {
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw SettingRefusal(reason: "is not two whole numbers with a slash between") }
        return .pair(try integer(String(parts[0]), range), try integer(String(parts[1]), range))
    }

    private static func amount(_ trimmed: String) throws(SettingRefusal) -> Decimal {
        guard trimmed.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "_") }), let amount = try? Decimal(trimmed) else {
            throw SettingRefusal(reason: "is no decimal number")
        }
        guard amount.isFinite, !amount.isZero, !amount.isSignMinus else {
            throw SettingRefusal(reason: "is not a finite amount above 0")
        }
        return amount
    }

    private static func list(_ text: String, _ allowed: [String]) throws(SettingRefusal) -> [String] {
        let items = text.split(separator: ",").map { UnicodeSpace.stripped(String($0)) }.filter { !$0.isEmpty }
        for item in items where !allowed.isEmpty && !allowed.contains(item) {
            throw SettingRefusal(reason: "holds '\(item)', which is none of \(allowed.sorted().joined(separator: " "))")
        }
        return items
    }

    private static func choice(_ trimmed: String, _ choices: [String]) throws(SettingRefusal) -> String {
        let word = lowercased(trimmed)
        guard let found = choices.first(where: { lowercased($0) == word }) else {
            throw SettingRefusal(reason: "is none of \(choices.sorted().joined(separator: " "))")
        }
        return found
    }

    /// ASCII only: no letter from elsewhere turns into one of ours.
    private static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
