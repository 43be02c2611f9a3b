// Where the outputs of a run first leave the recorded ones.

import Domain
import Engine

struct TickDifference {
    /// Counted from 0.
    var index: Int
    /// nil: the list ends before this tick.
    var expected: UInt32?
    var got: UInt32?

    /// The first tick that differs; nil when both lists are the same. O(ticks).
    init?(expected: [UInt32], got: [UInt32]) {
        guard expected != got else { return nil }
        index = zip(expected, got).prefix { $0 == $1 }.count
        self.expected = index < expected.count ? expected[index] : nil
        self.got = index < got.count ? got[index] : nil
    }

    /// `tick 3 (ts 1000, symbol "BTCUSDT"): expected 0a0b0c0d, got 01020304`, and the texts where both are known.
    func text(document: JSONValue?, recorded: String?) -> String {
        var text = "tick \(index)"
        if let time = document?["ts"], let symbol = document?["symbol"] {
            text += " (ts \(time.canonicalText), symbol \(symbol.canonicalText))"
        }
        text += ": expected \(Self.digits(expected)), got \(Self.digits(got))"
        if let recorded, let document {
            let shown = TextDifference.excerpts(recorded, document.canonicalText)
            text += "; expected text \(shown.expected), got text \(shown.got)"
        }
        return text
    }

    private static func digits(_ tick: UInt32?) -> String {
        guard let tick else { return "no tick" }
        return withUnsafeBytes(of: tick.bigEndian) { Hexadecimal.text($0) }
    }

    /// Output `index` out of a file of complete outputs, where there is such a file.
    static func recordedOutput(
        _ index: Int, _ directory: String, file name: String = "expected_outputs_replay.json"
    ) throws(ConformanceError) -> String? {
        let file = directory + "/" + name
        guard fileExists(file), case .array(let outputs) = try JSONFile.read(file), index < outputs.count else {
            return nil
        }
        return outputs[index].canonicalText
    }
}
