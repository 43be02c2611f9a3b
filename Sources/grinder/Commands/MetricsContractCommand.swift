// `grinder metrics-contract`: a scrape against the metric catalogue. Metrics specification, section 10.

import Domain
import Observability

/// A scrape could not be obtained; exit code 2, as the specification says.
struct MetricsSourceError: Error, CustomStringConvertible {
    let description: String
}

extension Command {
    static let metricsContract = Command(
        name: "metrics-contract",
        summary: "Check a scrape: required families and series, forbidden labels, form, types, label values.",
        options: [
            Option(name: "--url", value: "URL", help: "Fetch the scrape over http (10 s at most); wins over --file."),
            Option(name: "--file", value: "FILE", help: "Read the scrape from a file."),
            Option(name: "--verbose", short: "-v", help: "Also print every required and forbidden text."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
            Option(name: "--print-docs", help: "Print the metric catalogue (docs/metrics.md) and check nothing."),
        ],
        run: { arguments in
            if arguments.flag("--print-docs") {
                Console.write(MetricsPage.markdown)
                return ExitCode.success
            }
            let report: ContractReport
            if let url = arguments.value("--url") {
                report = ContractReport(checking: try fetch(url), from: url)
            } else if let file = arguments.value("--file") {
                report = ContractReport(checking: try read(file), from: file)
            } else {
                throw UsageError("name a scrape with --url or --file.")
            }
            if arguments.flag("--json") {
                Console.line(report.document.prettyText())
            } else {
                Console.write(report.text(verbose: arguments.flag("--verbose")))
            }
            return report.isPassed ? ExitCode.success : ExitCode.failure
        })

    private static func fetch(_ url: String) throws(MetricsSourceError) -> String {
        do throws(HTTPClientError) {
            let answer = try HTTPClient.get(url)
            guard answer.status == 200 else { throw .status(url, answer.status) }
            return try text(answer.body, of: url)
        } catch {
            throw MetricsSourceError(description: "\(error)")
        }
    }

    private static func text(_ bytes: [UInt8], of url: String) throws(HTTPClientError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(url, "it is not UTF-8") }
        return text
    }

    private static func read(_ path: String) throws(MetricsSourceError) -> String {
        let content: String?
        do throws(FileError) {
            let file = try MappedFile(path: path)
            content = String(validating: file.bytes, as: UTF8.self)
        } catch {
            throw MetricsSourceError(description: "\(path): cannot be read: \(error). Check the path.")
        }
        guard let content else {
            throw MetricsSourceError(description: "\(path): is not UTF-8. Save what /metrics answered as it is.")
        }
        return content
    }
}
