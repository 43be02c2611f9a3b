// Finds the cases under a folder.

import Domain

enum CaseDiscovery {
    /// Folders below the given one that are looked into.
    private static let depthMax = 4

    /// The folders at or under `directory` that hold a case, in byte order of their paths.
    static func cases(_ directory: String) throws(ConformanceError) -> [String] {
        var found: [String] = []
        let base = directory.hasSuffix("/") && directory != "/" ? String(directory.dropLast()) : directory
        try collect(base, depth: 0, &found)
        guard !found.isEmpty else {
            throw ConformanceError(
                .unreadable, file: directory, "holds no case, neither itself nor in its folders",
                remedy: "Give a folder with expected.json and config.json, or a folder of such folders.")
        }
        return found
    }

    private static func collect(_ path: String, depth: Int, _ found: inout [String]) throws(ConformanceError) {
        let names = try DirectoryListing.names(path)
        // One of the two is enough, so that a case that lost the other fails instead of being passed over.
        if names.contains(where: { $0 == "expected.json" || $0 == "config.json" }) {
            found.append(path)
            return
        }
        guard depth < depthMax else { return }
        for name in names where isDirectory(path + "/" + name) {
            try collect(path + "/" + name, depth: depth + 1, &found)
        }
    }
}
