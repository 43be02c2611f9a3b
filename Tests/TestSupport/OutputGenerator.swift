// Arbitrary tick outputs, deterministic: every case of every type that an output is made of.

import Domain

import struct DecimalArithmetic.Decimal

public struct OutputGenerator: Sendable {
    public let symbols: SymbolTable
    private let times: [EventTime]
    private let names: [SymbolID]

    public init() {
        var symbols = SymbolTable()
        let bare: [JSONValue] = [
            .integer(5), .double(1.5), .bool(true), .double(1), .null, .bigInteger(Array("98765432109876543210".utf8)),
        ]
        var names = ["X", "BTCUSDT", "", "\"\\\n", "\u{e9}\u{1F600}", String(repeating: "LONG", count: 60)]
            .map { Self.defined(symbols.intern(text: $0)) }
        names += bare.map { Self.defined(symbols.intern(bare: $0)) }
        names.append(Self.defined([0x61, 0xED, 0xA0, 0x80].withUnsafeBufferPointer { symbols.intern($0) }))
        let text = Self.defined(symbols.intern(text: "a time \u{7F}"))
        times = [
            EventTime(milliseconds: 1_700_000_000_000), EventTime(milliseconds: .min), EventTime(milliseconds: 0),
            EventTime(1000.5), EventTime(-1e22), EventTime(-0.0), EventTime(kind: .boolean, payload: 1),
            EventTime(kind: .boolean, payload: 0), .null, EventTime(kind: .text, payload: Int64(text.index)),
        ]
        self.names = names
        self.symbols = symbols
    }

    private static func defined(_ symbol: SymbolID?) -> SymbolID {
        guard let symbol else { preconditionFailure("a handful of symbols fits any table") }
        return symbol
    }

    public func time(_ random: inout SeededGenerator) -> EventTime { times.randomElement(using: &random)! }

    public func symbol(_ random: inout SeededGenerator) -> SymbolID { names.randomElement(using: &random)! }

    /// Decimals of every form: ordinary, negative zero, wide, more than 38 digits, special.
    public func decimal(_ random: inout SeededGenerator) -> Decimal {
        let digits = Int(truncatingIfNeeded: random.next())
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return Self.decimal("-0.00")
        case 1: return Self.decimal("0E+5")
        case 2: return Self.decimal("\(digits)\(UInt(truncatingIfNeeded: random.next()))E-30")
        case 3: return Self.decimal("0." + String(repeating: "123456789", count: 6))
        case 4: return Self.decimal("-" + String(repeating: "7", count: 400) + "E+12")
        case 5: return .nan
        case 6: return Self.decimal("-NaN123")
        case 7: return .infinity
        case 8: return Decimal(exactly: Double(digits) / 3e7)
        case 9: return Self.decimal("1E+999999")
        case 10: return .zero
        default: return Self.decimal("\(digits >> 20)E-\(Int.random(in: 0..<9, using: &random))")
        }
    }

    private static func decimal(_ text: String) -> Decimal {
        do { return try Decimal(text) } catch { preconditionFailure("\(text) is a number") }
    }

    private func points(_ random: inout SeededGenerator) -> BasisPoints {
        Bool.random(using: &random)
            ? BasisPoints(Double(Int.random(in: -500...500, using: &random)), isInteger: true)
            : BasisPoints(Double(Int.random(in: -50_000...50_000, using: &random)) / 128)
    }

    public func plan(_ random: inout SeededGenerator) -> GridPlan {
        var reasons = PlanReasons()
        for _ in 0..<Int.random(in: 0...PlanReasons.capacity, using: &random) {
            reasons.append(PlanReason.allCases.randomElement(using: &random)!)
        }
        let count = Int.random(in: 0..<5, using: &random)
        let sizes: SizeSchedule =
            Bool.random(using: &random)
            ? .uniform(decimal(&random), count: count) : .listed((0..<count).map { _ in decimal(&random) })
        return GridPlan(
            mode: GridMode.allCases.randomElement(using: &random)!, centerPrice: decimal(&random),
            spacingBps: points(&random), levelsUp: Int.random(in: 0..<9, using: &random),
            levelsDown: Int.random(in: 0..<9, using: &random), sizes: sizes, skewBps: points(&random),
            regime: MarketRegime.allCases.randomElement(using: &random)!, widthBps: points(&random),
            reset: ResetAction.allCases.randomElement(using: &random)!, reasons: reasons)
    }

    public func action(_ symbol: SymbolID, _ random: inout SeededGenerator) -> ExecutionAction {
        let side = OrderSide.allCases.randomElement(using: &random)!
        let level = Int32.random(in: 0..<300, using: &random)
        let reason = ActionReason.allCases.randomElement(using: &random)!
        if Bool.random(using: &random) {
            return .place(
                LevelKey(side: side, level: level), price: decimal(&random), quantity: decimal(&random), reason)
        }
        let number = Int.random(in: 1...Int(UInt32.max) * 9, using: &random)
        return .cancel(OrderID(symbol: symbol, time: time(&random), level: level, side: side, number: number), reason)
    }

    private func skip(_ random: inout SeededGenerator) -> ExecutionEvent {
        let key = LevelKey(side: OrderSide.allCases.randomElement(using: &random)!, level: 3)
        return Bool.random(using: &random)
            ? .guardSkipped(
                SkipReason.allCases.randomElement(using: &random)!, key, price: decimal(&random),
                quantity: decimal(&random))
            : .quantitySkipped(key, original: decimal(&random), rounded: decimal(&random))
    }

    /// An output with any plan, actions and events, or a filtered one.
    public func output(_ random: inout SeededGenerator) -> TickOutput {
        var output = decision(&random)
        if output.plan != nil {
            for _ in 0..<Int.random(in: 0..<3, using: &random) { output.events.append(skip(&random)) }
        }
        return output
    }

    /// What a strategy may decide: an output with exactly its summary event, or a filtered one.
    public func decision(_ random: inout SeededGenerator) -> TickOutput {
        var output = TickOutput()
        let symbol = symbol(&random)
        let reason = FilterReason.allCases.randomElement(using: &random)!
        output.reset(time: time(&random), symbol: symbol, filter: FilterDecision(reason))
        if Int.random(in: 0..<5, using: &random) == 0 { return output }
        output.plan = plan(&random)
        for _ in 0..<Int.random(in: 0..<6, using: &random) { output.actions.append(action(symbol, &random)) }
        let placed = output.actions.count { if case .place = $0 { true } else { false } }
        output.events.append(
            .summary(
                SummaryKind.allCases.randomElement(using: &random)!, placed: placed,
                cancelled: output.actions.count - placed, reset: ResetAction.allCases.randomElement(using: &random)!))
        return output
    }
}
