// What the decimal suite times: the operations of the tick path on operands as markets have them, and
// the two baselines. Operands rotate through small tables, so that nothing is folded at compile time;
// every loop yields a checksum, so that nothing is left out.

import DecimalArithmetic

enum DecimalBaseline: Int, CaseIterable {
    case multiplyAdd, divide

    /// `count` steps, each waiting for the one before it.
    @inline(never)
    func run(count: Int) -> UInt64 {
        var value: UInt64 = 0x9E37_79B9_7F4A_7C15
        switch self {
        case .multiplyAdd:
            // Not linear: several steps of a linear chain fold into one.
            for _ in 0..<count { value = value &* value &+ 1_442_695_040_888_963_407 }
        case .divide:
            // The divisor comes from the dividend: no compiler turns that into a multiplication.
            for _ in 0..<count { value = (value | 1 << 63) / (value & 0xFFFF | 1 << 32) &* 0x9E37_79B9 }
        }
        return value
    }
}

enum DecimalOperation: Int, CaseIterable {
    case addSame, addMixed, addLong, multiply, multiplyLong, multiplyBothLong
    case halve, divide, divideLong
    case quantize, quantizeLong, compareSame, compareMixed
    case double, doubleLong, write, writeLong, writeDouble, shortest, parse

    var name: String {
        switch self {
        case .addSame: "add, same exponent"
        case .addMixed: "add, different exponents"
        case .addLong: "add, 28 digits"
        case .multiply: "multiply, price x quantity"
        case .multiplyLong: "multiply, 28 digits x price"
        case .multiplyBothLong: "multiply, 28 x 28 digits"
        case .halve: "divide by 2"
        case .divide: "divide, price / quantity"
        case .divideLong: "divide, 28 / 28 digits"
        case .quantize: "quantize a price, 1 place, down"
        case .quantizeLong: "quantize 28 digits, 2 places, down"
        case .compareSame: "compare, same exponent"
        case .compareMixed: "compare, different exponents"
        case .double: "to double, price"
        case .doubleLong: "to double, 28 digits"
        case .write: "write a price"
        case .writeLong: "write 28 digits"
        case .writeDouble: "write a double, shortest"
        case .shortest: "from a double, by shortest text"
        case .parse: "parse a price"
        }
    }

    /// Divisions are told in the hardware's divisions, all else in multiply-adds.
    var baseline: DecimalBaseline {
        switch self {
        case .divide, .divideLong: .divide
        default: .multiplyAdd
        }
    }
}

/// 64 operands of each kind, in memory of their own for the life of the process.
struct DecimalOperands {
    static let count = 64
    private let prices: UnsafeMutablePointer<Decimal>
    private let quantities: UnsafeMutablePointer<Decimal>
    private let long: UnsafeMutablePointer<Decimal>
    private let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 128, alignment: 16)

    init() throws(DecimalError) {
        prices = .allocate(capacity: Self.count)
        quantities = .allocate(capacity: Self.count)
        long = .allocate(capacity: Self.count)
        texts = .allocate(capacity: Self.count)
        for index in 0..<Self.count {
            let price = try Decimal("\(50_000 + index * 37).\(10 + index)")
            (prices + index).initialize(to: price)
            (quantities + index).initialize(to: try Decimal("0.\(100 + index * 13)"))
            (long + index).initialize(to: try price / Decimal("7"))
            let text = UnsafeMutableRawBufferPointer.allocate(byteCount: 128, alignment: 16)
            let length = price.write(to: text)
            (texts + index).initialize(to: UnsafeRawBufferPointer(rebasing: text[..<length]))
        }
    }

    /// `count` times the operation, over all operands in turn; a checksum.
    @inline(never)
    func run(_ operation: DecimalOperation, count: Int) throws(DecimalError) -> UInt64 {
        let (p, q, l, texts, scratch, two) = (prices, quantities, long, texts, scratch, Decimal.two)
        return switch operation {
        case .addSame: try loop(count) { i throws(DecimalError) in try (p[i] + p[i ^ 1]).probe }
        case .addMixed: try loop(count) { i throws(DecimalError) in try (p[i] + q[i]).probe }
        case .addLong: try loop(count) { i throws(DecimalError) in try (l[i] + q[i]).probe }
        case .multiply: try loop(count) { i throws(DecimalError) in try (p[i] * q[i]).probe }
        case .multiplyLong: try loop(count) { i throws(DecimalError) in try (l[i] * p[i]).probe }
        case .multiplyBothLong: try loop(count) { i throws(DecimalError) in try (l[i] * l[i ^ 1]).probe }
        case .halve: try loop(count) { i throws(DecimalError) in try (p[i] / two).probe }
        case .divide: try loop(count) { i throws(DecimalError) in try (p[i] / q[i]).probe }
        case .divideLong: try loop(count) { i throws(DecimalError) in try (l[i] / l[i ^ 1]).probe }
        case .quantize:
            try loop(count) { i throws(DecimalError) in try p[i].quantized(exponent: -1, rounding: .down).probe }
        case .quantizeLong:
            try loop(count) { i throws(DecimalError) in try l[i].quantized(exponent: -2, rounding: .down).probe }
        case .compareSame: try loop(count) { i throws(DecimalError) in UInt64(try p[i].compare(p[i ^ 1]) + 1) }
        case .compareMixed: try loop(count) { i throws(DecimalError) in UInt64(try p[i].compare(q[i]) + 1) }
        case .double: try loop(count) { i throws(DecimalError) in p[i].doubleValue.bitPattern }
        case .doubleLong: try loop(count) { i throws(DecimalError) in l[i].doubleValue.bitPattern }
        case .write: try loop(count) { i throws(DecimalError) in UInt64(p[i].write(to: scratch)) }
        case .writeLong: try loop(count) { i throws(DecimalError) in UInt64(l[i].write(to: scratch)) }
        case .writeDouble:
            try loop(count) { i throws(DecimalError) in UInt64(DoubleText.write(Double(i) * 1.37, to: scratch)) }
        case .shortest: try loop(count) { i throws(DecimalError) in Decimal(shortest: Double(i) * 1.37).probe }
        case .parse: try loop(count) { i throws(DecimalError) in try Decimal(parsing: texts[i]).probe }
        }
    }

    @inline(__always)
    private func loop(
        _ count: Int, _ body: (Int) throws(DecimalError) -> UInt64
    ) throws(DecimalError) -> UInt64 {
        var checksum: UInt64 = 0
        for index in 0..<count { checksum &+= try body(index & (Self.count - 1)) }
        return checksum
    }
}

extension Decimal {
    /// Something that only the complete result has.
    fileprivate var probe: UInt64 { UInt64(truncatingIfNeeded: coefficient) }
}
