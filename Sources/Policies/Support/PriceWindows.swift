// The last observations of every symbol: the only state that policies keep (Top-K v0, controller).
// One ring per symbol in one flat array, indexed by symbol identity. Memory grows when a symbol is seen
// for the first time and never again; recording is O(1).

import DecimalArithmetic
import Domain

struct PriceWindows: Sendable {
    /// When moves are computed: at once by who sums a window up on every tick, else only those that are summed.
    enum Moves { case whenRecorded, whenSummed }

    private struct Observation: Sendable {
        var price: Decimal
        /// From the price before; nil until it is summed.
        var move: PriceMove?
        var spreadBps: Int
    }

    private struct Ring: Sendable, BitwiseCopyable {
        /// Position of the oldest observation.
        var start: Int
        var count: Int
    }

    /// What a window amounts to.
    struct Summary: Equatable, Sendable {
        var count = 0
        /// Sum of the relative moves in whole basis points; 0 with fewer than two observations.
        var volatilityBps = 0
        /// Widest spread; 0 with fewer than two observations.
        var spreadBpsMax = 0
    }

    /// A window larger than this is a mistake in the configuration.
    static let capacityMax = 100_000

    let capacity: Int
    private let moves: Moves
    /// Symbols in the order in which they were first recorded.
    private(set) var symbols: [SymbolID] = []
    /// Place in `rings` plus one, by symbol index; 0 for symbols that were never recorded.
    private var slots: [Int32] = []
    private var rings: [Ring] = []
    private var observations: [Observation] = []

    /// - Parameter capacity: observations kept per symbol, 0 or more.
    init(capacity: Int, moves: Moves) throws(ParameterError) {
        guard 0...Self.capacityMax ~= capacity else {
            throw ParameterError("window_size", "must be in 0...\(Self.capacityMax)")
        }
        self.capacity = capacity
        self.moves = moves
    }

    mutating func record(_ symbol: SymbolID, price: Decimal, spreadBps: Int = 0) {
        let slot = slot(of: symbol) ?? define(symbol)
        if capacity == 0 { return }
        let first = slot * capacity
        let move: PriceMove? = moves == .whenSummed ? nil : rings[slot].count == 0 ? .skipped : PriceMove(
            from: observations[first + newest(rings[slot])].price, to: price)
        let observation = Observation(price: price, move: move, spreadBps: spreadBps)
        if rings[slot].count < capacity {
            observations[first + rings[slot].count] = observation
            rings[slot].count += 1
        } else {
            observations[first + rings[slot].start] = observation
            rings[slot].start = rings[slot].start + 1 == capacity ? 0 : rings[slot].start + 1
        }
    }

    /// O(window), oldest first, because the sum of decimals depends on its order.
    func summary(_ symbol: SymbolID) throws(DecimalError) -> Summary {
        guard let slot = slot(of: symbol) else { return Summary() }
        let ring = rings[slot]
        var summary = Summary(count: ring.count)
        guard ring.count >= 2 else { return summary }
        let first = slot * capacity
        var position = ring.start
        var moves = Decimal.zero
        summary.spreadBpsMax = observations[first + position].spreadBps
        for _ in 1..<ring.count {
            let earlier = observations[first + position].price
            position = position + 1 == capacity ? 0 : position + 1
            let observation = observations[first + position]
            moves = try (observation.move ?? PriceMove(from: earlier, to: observation.price)).added(to: moves)
            summary.spreadBpsMax = max(summary.spreadBpsMax, observation.spreadBps)
        }
        summary.volatilityBps = try moves.wholeBasisPoints()
        return summary
    }

    /// Where the newest observation of a ring stands.
    /// - Precondition: the ring is not empty.
    @inline(__always)
    private func newest(_ ring: Ring) -> Int {
        ring.count < capacity ? ring.count - 1 : ring.start == 0 ? capacity - 1 : ring.start - 1
    }

    /// Forgets everything; the memory stays.
    mutating func removeAll() {
        for symbol in symbols { slots[Int(symbol.index)] = 0 }
        symbols.removeAll(keepingCapacity: true)
        rings.removeAll(keepingCapacity: true)
        observations.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func slot(of symbol: SymbolID) -> Int? {
        let index = Int(symbol.index)
        guard index < slots.count, slots[index] > 0 else { return nil }
        return Int(slots[index]) - 1
    }

    private mutating func define(_ symbol: SymbolID) -> Int {
        while slots.count <= Int(symbol.index) { slots.append(0) }
        symbols.append(symbol)
        rings.append(Ring(start: 0, count: 0))
        observations.append(
            contentsOf: repeatElement(Observation(price: .zero, move: nil, spreadBps: 0), count: capacity))
        slots[Int(symbol.index)] = Int32(rings.count)
        return rings.count - 1
    }
}
