// Runs a fixture through supervisor and workers again and again while processes are struck at random instants, and
// holds every run's digest against the one of an undisturbed run: crash means resume, at any instant.

import CGrinder
import Domain
import Glibc
import Journal
import Rings
import Scenarios
import Workers

public struct ChaosCampaign {
    private let options: ChaosOptions
    private var random: SplitMix64
    private var report = ChaosReport()
    /// Standard error of the runs: what it says is news only when a run fails.
    private let errors: Int32
    private var fullJournal: FullJournal?

    /// Single-threaded processes only, with full journals on a device.
    public init(_ options: ChaosOptions) throws(SupervisionError) {
        self.options = options
        random = SplitMix64(seed: options.seed)
        if let kind = options.fullJournal {
            fullJournal = try FullJournal(kind, in: options.directory, seed: options.seed)
        }
        errors = gr_memory_create("grinder-chaos-errors")
        guard errors >= 0 else { throw .systemCall("memfd_create", errno: -errors) }
    }

    /// Runs until the strikes are spent, or `problemsMax` runs went wrong.
    public mutating func run(problemsMax: Int = 3, progress: (ChaosReport) -> Void = { _ in }) throws(SupervisionError)
        -> ChaosReport
    {
        let undisturbed = try SelfProcess.run(words(run: 0, journal: nil))
        guard let digest = Self.digest(undisturbed) else {
            report.problems.append("the undisturbed run ended with exit code \(undisturbed.exitCode) and no digest")
            return report
        }
        report.expectedDigest = digest
        while report.strikes < options.strikes, report.problems.count < problemsMax {
            try fullJournal?.begin()
            try disturbedRun()
            try fullJournal?.end()
            report.runs += 1
            report.fullJournal = fullJournal?.report
            progress(report)
        }
        fullJournal?.finish()
        if let full = report.fullJournal, full.strikes == 0 {
            report.problems.append("no strike fell while the journal was full: pace the events, or strike more often")
        }
        gr_close(errors)
        return report
    }

    private func words(run: Int, journal: String?, resumes: Bool = false) -> [String] {
        var words = [
            "supervise", "--pipeline", options.pipeline, "--fixture", options.fixturePath, "--exit-when-done", "--json",
            "--lenient", "--restart-limit", "1000000/1", "--restart-backoff-ms", "1/20",
        ]
        if options.pipeline == "paper" { words.append("--use-config") }
        if options.isFreeRunning { words.append("--free-running") }
        if options.paceUs > 0 { words += ["--pace-us", "\(options.paceUs)"] }
        if let journal { words += ["--journal", journal] + (fullJournal?.words ?? []) }
        if resumes { words.append("--resume") }
        return words
    }

    private static func digest(_ ended: SelfProcess) -> String? {
        guard let document = try? JSONParser.parse(text: ended.output) else { return nil }
        return document["sha256"]?.stringValue
    }

    // MARK: - One run

    private mutating func disturbedRun() throws(SupervisionError) {
        let number = report.runs + 1
        let journal = fullJournal?.journal ?? "\(options.directory)/run-\(number)"
        var isResumed = false
        while true {
            forgetErrors()
            let child = try RunningCommand(words(run: number, journal: journal, resumes: isResumed), errors: errors)
            let disturbed = try disturb(child)
            isResumed = true
            // The supervisor itself was killed.
            guard let ended = disturbed else { continue }
            if fullJournal != nil, ended.exitCode == 3, errorText().contains("the journal could not be written for ") {
                guard isIntact(number, journal) else { return }
                try fullJournal?.surrendered()
                continue
            }
            if fullJournal?.isFull == true {
                return note(number, "exit code \(ended.exitCode) while the journal was full", journal)
            }
            if options.isFreeRunning { auditFlow(number, ended, journal) }
            let digest = Self.digest(ended)
            guard digest == report.expectedDigest, ended.exitCode == 0 else {
                return note(number, "exit code \(ended.exitCode), digest \(digest ?? "none")", journal)
            }
            return auditOrders(number, journal)
        }
    }

    /// What the run must have come to, from its journal, and whether every event is accounted for.
    private mutating func auditFlow(_ number: Int, _ ended: SelfProcess, _ journal: String) {
        do {
            report.expectedDigest = try JournalReplay.run(journal).result.digest.text
            guard let flow = FlowReport(try JSONParser.parse(text: ended.output)["flow"]) else {
                return note(number, "the run says nothing of its events", journal)
            }
            let audit = try FlowAudit(journal: journal, flow, isComplete: true)
            report.conflated += Int(flow.conflated + flow.passedOver)
            for problem in audit.problems { note(number, problem, journal) }
        } catch {
            note(number, "\(error)", journal)
        }
    }

    /// The digest says that the decisions are right; the records say whether orders left once and only once.
    private mutating func auditOrders(_ number: Int, _ journal: String) {
        do throws(JournalError) {
            let audit = try OrderAudit(journal: journal)
            report.placed += audit.placed
            report.duplicates += audit.duplicates
            report.lost += audit.lost
            guard audit.duplicates == 0, audit.lost == 0 else {
                return note(number, "\(audit.duplicates) duplicate orders, \(audit.lost) lost intents", journal)
            }
            if fullJournal == nil { JournalFiles.remove(journal) }
        } catch {
            note(number, "\(error)", journal)
        }
    }

    /// What a run leaves that was given up is whole as far as it goes.
    private mutating func isIntact(_ number: Int, _ journal: String) -> Bool {
        do throws(JournalError) {
            _ = try JournalReader(directory: journal).verify()
        } catch .missing, .empty {
            // Not a segment fitted.
            return true
        } catch {
            note(number, "given up: \(error)", journal)
            return false
        }
        return true
    }

    private mutating func note(_ number: Int, _ problem: String, _ journal: String) {
        var kept = "kept in \(journal)"
        if fullJournal != nil {
            // Its device goes with the run.
            let copy = "\(options.directory)/run-\(number)"
            do {
                try JournalFiles.copy(journal, to: copy)
                kept = "kept in \(copy)"
            } catch {
                kept = "not kept: \(error)"
            }
        }
        report.problems.append("run \(number): \(problem); journal \(kept); \(errorText())")
    }

    /// Strikes until the run ends; nil when the strike killed the supervisor.
    private mutating func disturb(_ child: RunningCommand) throws(SupervisionError) -> SelfProcess? {
        var region: InstanceRegion?
        defer { region?.close() }
        while true {
            let pauseUs = random.within(1...2 * options.gapUs)
            if let ended = try wait(child, us: pauseUs) { return ended }
            // Before the region is there nothing can be struck.
            if region == nil { region = try? InstanceRegion.attach(supervisorProcessID: child.pid) }
            let isSpent = report.strikes >= options.strikes
            if let region { try fullJournal?.tend(region, isLast: isSpent) }
            guard let region, !isSpent, fullJournal?.allowsStrike ?? true else { continue }
            switch options.target {
            case .workers: strikeWorker(region)
            case .supervisor:
                guard let ended = try strikeSupervisor(child, region) else { continue }
                return ended.exitCode == -1 ? nil : ended
            }
        }
    }

    private func wait(_ child: RunningCommand, us: Int) throws(SupervisionError) -> SelfProcess? {
        if us >= 1000 { return try child.end(within: Int32(us / 1000)) }
        usleep(UInt32(us))
        return try child.end(within: 0)
    }

    private mutating func strikeWorker(_ region: InstanceRegion) {
        let live = WorkerRole.allCases.filter { region.worker($0).processID > 0 }
        guard !live.isEmpty else { return }
        let role = live[random.below(live.count)]
        let slot = region.worker(role)
        let pid = slot.processID
        // Between the look at the slot and this call the worker may end: the descriptor then is of nobody, or the
        // slot names another process.
        let pidfd = gr_pidfd_open(pid)
        guard pidfd >= 0 else { return }
        defer { gr_close(pidfd) }
        guard slot.processID == pid else { return }
        let state = slot.state
        guard strike(pidfd) else { return }
        fullJournal?.struck()
        report.hits[role.name, default: 0] += 1
        report.states[state.map { "\($0)" } ?? "unknown", default: 0] += 1
    }

    /// How the supervisor ended: killed, and its workers with it, or by itself just before. nil while it goes on.
    private mutating func strikeSupervisor(
        _ child: RunningCommand, _ region: InstanceRegion
    ) throws(SupervisionError) -> SelfProcess? {
        let workers = WorkerRole.allCases.map { region.worker($0).processID }.filter { $0 > 0 }
        let pidfd = gr_pidfd_open(child.pid)
        guard pidfd >= 0 else { return nil }
        defer { gr_close(pidfd) }
        guard strike(pidfd) else { return nil }
        fullJournal?.struck()
        report.hits["supervisor", default: 0] += 1
        guard options.strike == .kill else { return nil }
        // One that had ended already takes the signal too and is reaped here: nobody may wait for it again.
        guard let ended = try child.end(within: -1) else { return nil }
        guard ended.exitCode == -1 else { return ended }
        // The kernel kills the workers with their parent; the next supervisor must not meet them.
        for worker in workers {
            let pidfd = gr_pidfd_open(worker)
            guard pidfd >= 0 else { continue }
            _ = gr_poll_readable(pidfd, 10_000)
            gr_close(pidfd)
        }
        return ended
    }

    private mutating func strike(_ pidfd: Int32) -> Bool {
        switch options.strike {
        case .kill: return gr_pidfd_send_signal(pidfd, SIGKILL) == 0
        case .stop:
            guard gr_pidfd_send_signal(pidfd, SIGSTOP) == 0 else { return false }
            usleep(UInt32(random.within(1...2 * options.gapUs)))
            return gr_pidfd_send_signal(pidfd, SIGCONT) == 0
        }
    }

    // MARK: - What is left of a run

    private func forgetErrors() {
        ftruncate(errors, 0)
        lseek(errors, 0, SEEK_SET)
    }

    private func errorText() -> String {
        guard let bytes = try? FileWriter.readAll(from: errors) else { return "its messages cannot be read" }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.suffix(3).joined(separator: " | ")
    }
}
