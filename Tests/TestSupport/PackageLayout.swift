// Where things are: the package, the data shared between projects, the built program.

import Foundation

public enum PackageLayout {
    /// The directory of Package.swift.
    public static let root: URL = {
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: directory.appendingPathComponent("Package.swift").path) {
            precondition(directory.path != "/", "no Package.swift above \(#filePath)")
            directory.deleteLastPathComponent()
        }
        return directory
    }()

    /// The `grinder` program of this build: it lies beside the test bundle. nil when it was not built.
    public static let grinder: String? = {
        var directory = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while directory.path != "/" {
            directory.deleteLastPathComponent()
            let candidate = directory.appendingPathComponent("grinder").path
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory), !isDirectory.boolValue,
                FileManager.default.isExecutableFile(atPath: candidate)
            {
                return candidate
            }
        }
        return nil
    }()
}
