// Two texts that should be equal, cut down to the place where they part.

enum TextDifference {
    /// Texts up to this many bytes are shown whole.
    static let lengthMax = 160
    /// Bytes shown before the first difference.
    private static let leadingBytes = 60

    /// Both texts from shortly before their first difference. O(length).
    static func excerpts(_ expected: String, _ got: String) -> (expected: String, got: String) {
        let (left, right) = (Array(expected.utf8), Array(got.utf8))
        guard max(left.count, right.count) > lengthMax else { return (expected, got) }
        let common = zip(left, right).prefix { $0 == $1 }.count
        return (excerpt(left, around: common), excerpt(right, around: common))
    }

    private static func excerpt(_ bytes: [UInt8], around position: Int) -> String {
        let start = max(0, min(position, bytes.count) - leadingBytes)
        let end = min(bytes.count, start + lengthMax)
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return (start > 0 ? "..." : "") + text + (end < bytes.count ? "..." : "")
    }
}
