// The signals of one fixture, indexed by symbol and time: ML specification, section 2. A look-up never sees
// a signal from the future.

import Domain

/// Why a file of signals is refused as a whole.
public enum SignalFileError: Error, Equatable, Sendable {
    /// Two valid signals of one symbol at one time: which one holds would be left to chance.
    case duplicateTime(symbol: SymbolID, timeMs: Int)
    case tooManySymbols
    case json(JSONError)
}

public struct SignalTable: Sendable {
    /// Per symbol in order of first appearance; each list ascending by time, no time twice.
    public private(set) var bySymbol = SymbolMap<[MLSignal]>()
    /// Elements of the file that are no valid signals. v1 passes over them without a word.
    public private(set) var skippedCount = 0

    public init() {}

    /// Reads the text of a signal file. An empty text is not JSON.
    public init(parsing text: [UInt8], _ symbols: inout SymbolTable) throws(SignalFileError) {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONParser.parse(text)
        } catch {
            throw .json(error)
        }
        try self.init(document, &symbols)
    }

    /// One signal object or an array of them; whatever else the document is, it holds no signal.
    /// O(n log n).
    public init(_ document: JSONValue, _ symbols: inout SymbolTable) throws(SignalFileError) {
        for element in document.arrayValue ?? [document] { try add(element, &symbols) }
        for position in 0..<bySymbol.count { try sort(position) }
    }

    /// The last signal at or before `timeMs`; nil when the symbol has none so early. O(log signals), no allocation.
    public func signal(_ symbol: SymbolID, atMs timeMs: Int) -> MLSignal? {
        guard let position = bySymbol.position(of: symbol) else { return nil }
        var low = 0
        var high = bySymbol[at: position].count
        while low < high {
            let middle = (low + high) / 2
            if .integer(timeMs) < bySymbol[at: position][middle].timeMs { high = middle } else { low = middle + 1 }
        }
        return low > 0 ? bySymbol[at: position][low - 1] : nil
    }

    private mutating func add(_ element: JSONValue, _ symbols: inout SymbolTable) throws(SignalFileError) {
        do throws(SignalError) {
            let signal = try MLSignal(element, &symbols)
            let position = bySymbol.position(of: signal.symbol, or: [])
            bySymbol[at: position].append(signal)
        } catch {
            if error == .tooManySymbols { throw .tooManySymbols }
            skippedCount += 1
        }
    }

    private mutating func sort(_ position: Int) throws(SignalFileError) {
        bySymbol[at: position].sort { $0.timeMs < $1.timeMs }
        let signals = bySymbol[at: position]
        for index in signals.indices.dropFirst() where signals[index].timeMs == signals[index - 1].timeMs {
            throw .duplicateTime(symbol: signals[index].symbol, timeMs: signals[index].timeMs.rounded)
        }
    }
}

extension SignalNumber {
    /// The number for a message; a fraction is cut off.
    fileprivate var rounded: Int {
        switch self {
        case .double(let number): Int(exactly: number.rounded(.towardZero)) ?? .max
        default: integer ?? 0
        }
    }
}
