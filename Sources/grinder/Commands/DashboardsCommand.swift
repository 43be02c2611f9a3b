// `grinder dashboards`: the Grafana dashboards, written from their tables and the metric catalogue.

import Domain
import Observability

extension Command {
    static let dashboards = Command(
        name: "dashboards", summary: "Write the Grafana dashboards.",
        options: [Option(name: "--out", value: "DIR", help: "Where to write them (default monitoring/grafana/dashboards).")],
        run: { arguments in
            let directory = arguments.value("--out") ?? "monitoring/grafana/dashboards"
            for dashboard in DashboardCatalogue.all {
                let file = "\(directory)/\(dashboard.uid).json"
                let bytes = Array(dashboard.text.utf8)
                do throws(FileError) {
                    try bytes.withUnsafeBufferPointer { bytes in
                        Result { () throws(FileError) in try FileWriter.replace(file, with: bytes) }
                    }.get()
                } catch {
                    throw OutputError(file: file, reason: error)
                }
            }
            Console.line("\(DashboardCatalogue.all.count) dashboards written to \(directory)")
            return ExitCode.success
        })
}
