// `grinder fixtures`: the project's own scenarios, generated from their tables.

import Domain
import Scenarios

extension Command {
    static let fixturesGenerate = Command(
        name: "fixtures generate", summary: "Write the project's own fixtures.",
        options: [Option(name: "--out", value: "DIR", help: "Where to write them (default Fixtures).")],
        run: { arguments in
            let directory = arguments.value("--out") ?? "Fixtures"
            for scenario in ScenarioCatalogue.all {
                for file in files(of: scenario) {
                    let path = "\(directory)/\(scenario.name)/\(file.path)"
                    do throws(FileError) {
                        let result = file.bytes.withUnsafeBufferPointer { bytes in
                            Result { () throws(FileError) in try FileWriter.replace(path, with: bytes) }
                        }
                        try result.get()
                    } catch {
                        throw OutputError(file: path, reason: error)
                    }
                }
            }
            Console.line("\(ScenarioCatalogue.all.count) fixtures written to \(directory)")
            return ExitCode.success
        })

    static let fixturesList = Command(
        name: "fixtures list", summary: "List the project's own fixtures.",
        run: { _ in
            let width = ScenarioCatalogue.all.map(\.name.count).max() ?? 0
            for scenario in ScenarioCatalogue.all {
                let name = scenario.name + String(repeating: " ", count: width - scenario.name.count)
                Console.line("\(name)  \(scenario.knownDigests.replay ?? "-")  \(scenario.summary)")
            }
            return ExitCode.success
        })
}
