// A decimal in a hot field: coefficient and exponent where they fit, otherwise the value goes ahead of
// its record, whose bit in `wide` says so.

import CGrinder
import DecimalArithmetic
import Domain

extension RecordWriter {
    /// The hot form of `value`; (0, 0) after it was sent ahead.
    @inline(__always)
    mutating func hot(_ value: Decimal, field: UInt8, _ wide: inout UInt8) throws(WorkerInterruption) -> (Int64, Int8) {
        if let compact = value.compact { return compact }
        wide |= 1 << field
        try writeAhead(value, field: field)
        return (0, 0)
    }
}

extension RecordReader {
    @inline(__always)
    func decimal(_ coefficient: Int64, _ exponent: Int8, field: UInt8, wide: UInt8) -> Decimal {
        wide & 1 << field == 0
            ? Decimal(compact: coefficient, exponent: exponent) : value(ahead: Int(field))
    }

    @inline(__always)
    func symbol(_ index: UInt16) throws(WorkerInterruption) -> SymbolID { try definitions.symbol(index) }
}

extension RecordDefinitions {
    /// The symbol with this index, if it was defined.
    @inline(__always)
    func symbol(_ index: UInt16) throws(WorkerInterruption) -> SymbolID {
        guard Int(index) < symbols.count else {
            throw .corrupt(RecordError("a symbol that was never defined", UInt64(index)))
        }
        return SymbolID(UInt32(index))
    }
}
