// Purpose: construction from text. Plain ASCII such as "50000.50" is read in one pass over the bytes; everything
// else (exponents, white space, underscores, Unicode digits, specials, long coefficients) goes to DecimalScanner.
// Invariant: parsing is exact and never rounds.

extension Decimal {
    /// Reads UTF-8 number text. Throws `syntax` for anything the grammar does not cover.
    ///
    /// Allocation-free for plain ASCII numbers of at most 19 digits, signed or not.
    @inlinable
    public init(parsing bytes: UnsafeRawBufferPointer) throws(DecimalError) {
        var index = 0
        let count = bytes.count
        var sign: UInt64 = 0
        if count > 0 && bytes[0] == 0x2d {
            sign = 1
            index = 1
        }
        let firstDigit = index
        var coefficient: UInt64 = 0
        var pointIndex = -1
        // Nineteen digits and a point cannot overflow a word.
        if count &- index <= 20 {
            while index < count {
                let digit = bytes[index] &- 0x30
                if digit < 10 {
                    coefficient = coefficient &* 10 &+ UInt64(digit)
                } else if digit == 0xfe && pointIndex < 0 {
                    pointIndex = index
                } else {
                    break
                }
                index &+= 1
            }
            let digitCount = index &- firstDigit &- (pointIndex < 0 ? 0 : 1)
            if index == count && digitCount > 0 && digitCount <= 19 {
                let exponent = pointIndex < 0 ? 0 : pointIndex &+ 1 &- count
                self.init(
                    rawCoefficient: UInt128(coefficient), rawExponent: Int64(exponent), flags: sign)
                return
            }
        }
        self = try Decimal.parseGeneral(bytes)
    }

    /// Reads number text. Throws `syntax` for anything the grammar does not cover.
    public init(_ text: some StringProtocol) throws(DecimalError) {
        var copy = String(text)
        let result: Result<Decimal, DecimalError> = copy.withUTF8 { bytes in
            do throws(DecimalError) {
                return .success(try Decimal(parsing: UnsafeRawBufferPointer(bytes)))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    @usableFromInline @inline(never)
    static func parseGeneral(_ bytes: UnsafeRawBufferPointer) throws(DecimalError) -> Decimal {
        var scanner = DecimalScanner(text: try DecimalScanner.asciiText(bytes))
        return try scanner.scan()
    }
}
