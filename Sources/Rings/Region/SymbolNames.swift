// The names of the symbols whose indices stand on the rings, for people who look at a running instance: its records
// tell a name once, and whoever comes later or missed that record could not know it.
//
// One writer, the feed, which knows all of them before its first record. A feed that is started again writes the same.

import CGrinder

public struct SymbolNames: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer

    init(base: UnsafeMutableRawPointer) { self.base = base }

    /// Symbols that can be named; those beyond are known by number.
    public static var countMax: Int { Int(GR_SYMBOL_NAMES) }
    /// Bytes of a name that are kept.
    public static var lengthMax: Int { 31 }

    /// Names a symbol. Beyond the room nothing happens.
    public func set(_ index: Int, _ name: [UInt8]) {
        guard index < Self.countMax else { return }
        let entry = gr_region_symbol_name(base, UInt32(index))
        let text = gr_symbol_name_text(entry)
        for (offset, byte) in name.prefix(Self.lengthMax).enumerated() { text[offset] = byte }
        gr_symbol_name_set_length(entry, UInt8(clamping: name.count))
    }

    /// A symbol's name, cut with `...` when it is long; `#5` when the sixth has none.
    public subscript(index: UInt32) -> String { known(index) ?? "#\(index)" }

    /// nil when there is none.
    public func known(_ index: UInt32) -> String? {
        guard index < UInt32(Self.countMax) else { return nil }
        let entry = gr_region_symbol_name(base, index)
        let length = Int(gr_symbol_name_length(entry))
        guard length > 0 else { return nil }
        let text = UnsafeBufferPointer(start: gr_symbol_name_text(entry), count: min(length, Self.lengthMax))
        return String(decoding: text, as: UTF8.self) + (length > Self.lengthMax ? "..." : "")
    }
}
