// `grinder conformance vectors`: every vector file of some folders against the components.

import Domain

public enum VectorRunner {
    /// Checks the vector files (`NAME.jsonl`) in `directories`; a single file may stand for a folder.
    ///
    /// - Parameters:
    ///   - only: component names to check; empty means all. A name without a file is an error.
    ///   - emit: takes the report line by line, ending with `N passed, N failed`.
    /// - Throws: when a folder cannot be read or holds nothing to check. Faults in a file are failures.
    public static func run(
        directories: [String], only: [String] = [], components: [VectorComponent] = VectorComponents.all,
        emit: (String) -> Void
    ) throws(ConformanceError) -> ConformanceReport {
        var report = ConformanceReport()
        for path in try files(directories, only) {
            var file = VectorFile(path: path)
            try file.check(components.first { $0.name == file.component }, emit: emit)
            report.passed += file.passed
            report.failed += file.failed
            for (name, count) in file.notImplemented.sorted(by: { $0.key < $1.key }) {
                report.notImplemented += count
                emit("not implemented: \(name) (\(count) vectors)")
            }
        }
        emit(report.summary)
        return report
    }

    private static func files(_ directories: [String], _ only: [String]) throws(ConformanceError) -> [String] {
        var files: [String] = []
        for directory in directories {
            let found = try vectorFiles(directory)
            guard !found.isEmpty else {
                throw ConformanceError(
                    .unreadable, file: directory, "holds no vector files", remedy: "Give a folder of NAME.jsonl files.")
            }
            files += found
        }
        guard !only.isEmpty else { return files }
        for name in only where !files.contains(where: { VectorFile(path: $0).component == name }) {
            throw ConformanceError(
                .unreadable, file: "\(name).jsonl", "is in none of the folders \(directories.joined(separator: ", "))",
                remedy: "Name vector files without their ending, separated by commas.")
        }
        return files.filter { only.contains(VectorFile(path: $0).component) }
    }

    private static func vectorFiles(_ path: String) throws(ConformanceError) -> [String] {
        if path.hasSuffix(".jsonl"), !isDirectory(path) { return [path] }
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        return try DirectoryListing.names(path).filter { $0.hasSuffix(".jsonl") }.map { base + "/" + $0 }
    }
}
