// Values as a scrape writes them: metrics specification, section 2.2.

import DecimalArithmetic
import Domain

enum SampleText {
    /// `0.0`, `1e-05`, `1e+16`: the shortest text that reads back as the same double.
    static func shortest(_ value: Double) -> String { value.isFinite ? DoubleText.text(value) : special(value) }

    /// The shortest text of the value rounded to two decimals.
    static func rounded2(_ value: Double) -> String { shortest(DoubleMath.round2(value)) }

    /// Prometheus spells them so.
    private static func special(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf"
    }
}

extension ByteBuffer {
    mutating func append(sample value: Double, _ format: MetricFormat) {
        guard value.isFinite else { return append(text: SampleText.shortest(value)) }
        switch format {
        case .integer:
            if let integer = Int(exactly: value.rounded(.toNearestOrEven)) { append(integer) } else { append(value) }
        case .fixed(let decimals): append(fixed: value, decimals: decimals)
        case .shortest: append(value)
        }
    }

    /// The exact binary value rounded half to even, as `%.2f` does. Beyond 2^63 the shortest text.
    private mutating func append(fixed value: Double, decimals: Int) {
        if let integer = Int(exactly: value), integer != 0 || value.sign == .plus {
            append(integer)
            append(UInt8(ascii: "."))
            for _ in 0..<decimals { append(UInt8(ascii: "0")) }
            return
        }
        guard value.magnitude < 0x1p62, let rounded = try? Decimal(exactly: value).quantized(exponent: -decimals) else {
            return append(value)
        }
        append(rounded)
    }
}
