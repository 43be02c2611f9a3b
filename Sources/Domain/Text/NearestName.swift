// The name that a mistyped word probably meant: for the messages about unknown options and keys.

public enum NearestName {
    /// The candidate with the fewest edits, at most a third of the word's length; nil when none is that near.
    /// The first of equals. O(candidates x length squared).
    public static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.utf8)
        var best: (name: String, edits: Int)?
        for candidate in candidates {
            let edits = edits(letters, Array(candidate.utf8))
            if edits <= letters.count / 3, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.name
    }

    /// Insertions, deletions and replacements that turn one into the other (Levenshtein distance).
    private static func edits(_ from: [UInt8], _ to: [UInt8]) -> Int {
        var row = Array(0...to.count)
        for (index, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in to.indices {
                let replaced = diagonal + (letter == to[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[to.count]
    }
}
