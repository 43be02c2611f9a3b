// Ticks in, features out: features specification, section 5.
//
// State per symbol sits in one array in the order in which symbols were first seen (Top-K v1 ranks its
// candidates in that order) and is found by the symbol's index, never by its text. A symbol's first tick
// allocates its state; no later tick allocates. Pure: no clock, no I/O.

import DecimalArithmetic
import Domain

public struct FeatureEngine: Sendable {
    public let configuration: FeatureConfiguration
    /// In first-seen order.
    private var states: [SymbolFeatures] = []
    /// By symbol identity: position in `states` plus 1, or 0.
    private var positions: [UInt32] = []

    public init(_ configuration: FeatureConfiguration = FeatureConfiguration()) {
        self.configuration = configuration
    }

    /// Takes one snapshot and gives its features. O(1); O(period + horizon) on a tick that completes a bar.
    ///
    /// - Parameters:
    ///   - quote: mid price and spread of the same event.
    ///   - identity: the symbol under which state is kept (`SymbolTable.identity`).
    ///
    /// A tick that throws may still have entered the open bar or completed one.
    @inline(__always)
    public mutating func step(
        _ event: borrowing MarketEvent, _ quote: Quote, identity: SymbolID
    ) throws(FeatureError) -> FeatureSnapshot {
        let position = position(admitting: identity)
        guard let timeMs = event.time.barTimeMs else { throw .timeNotANumber }
        do throws(DecimalError) {
            return try states[position].step(event, quote, atMs: timeMs, configuration)
        } catch {
            throw .decimal(error)
        }
    }

    // MARK: - Reading

    /// Symbols seen.
    public var count: Int { states.count }

    /// The identity of the symbol that was first seen as number `position`, from 0.
    public func identity(at position: Int) -> SymbolID { states[position].identity }

    /// The latest features of the symbol that was first seen as number `position`; nil when every tick failed.
    public func latest(at position: Int) -> FeatureSnapshot? { states[position].latest }

    /// The latest features of a symbol; nil when it has none.
    public func latest(of identity: SymbolID) -> FeatureSnapshot? { find(identity).flatMap { states[$0].latest } }

    /// The newest `limit` completed bars of a symbol, oldest first; all when there are fewer.
    public func bars(of identity: SymbolID, newest limit: Int = .max) -> [MidBar] {
        find(identity).map { states[$0].history.newest(limit) } ?? []
    }

    // MARK: - Symbols

    private func find(_ identity: SymbolID) -> Int? {
        let index = Int(identity.index)
        guard index < positions.count, positions[index] != 0 else { return nil }
        return Int(positions[index]) - 1
    }

    @inline(__always)
    private mutating func position(admitting identity: SymbolID) -> Int {
        let index = Int(identity.index)
        if index < positions.count, positions[index] != 0 { return Int(positions[index]) - 1 }
        return admit(identity)
    }

    @inline(never)
    private mutating func admit(_ identity: SymbolID) -> Int {
        while positions.count <= Int(identity.index) { positions.append(0) }
        states.append(SymbolFeatures(identity, configuration))
        positions[Int(identity.index)] = UInt32(states.count)
        return states.count - 1
    }
}

extension EventTime {
    /// The time as whole milliseconds, fractions dropped downwards, which is all that bars look at; nil when it
    /// is no number. Times beyond Int stand at its limits.
    @inline(__always)
    var barTimeMs: Int? {
        switch kind {
        case .milliseconds, .boolean: return Int(payload)
        case .double: return Self.wholeMs(doubleValue)
        case .null, .text, .absent: return nil
        }
    }

    private static func wholeMs(_ time: Double) -> Int? {
        if time.isNaN { return nil }
        return Int(exactly: time.rounded(.down)) ?? (time < 0 ? Int.min : Int.max)
    }
}
