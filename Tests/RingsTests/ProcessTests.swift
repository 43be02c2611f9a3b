import CGrinder
import Glibc
import XCTest

final class ProcessTests: XCTestCase {
    private func spawn(_ arguments: [String], _ descriptors: [gr_fd_mapping_t] = []) -> gr_spawn_result_t {
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        argv.append(nil)
        defer { argv.forEach { free($0) } }
        return gr_spawn(arguments[0], argv, nil, descriptors, descriptors.count)
    }

    private func shell(_ script: String, _ descriptors: [gr_fd_mapping_t] = []) -> gr_exit_status_t {
        let child = spawn(["/bin/sh", "-c", script], descriptors)
        XCTAssertEqual(child.error, 0)
        defer { close(child.pidfd) }
        var status = gr_exit_status_t()
        XCTAssertEqual(gr_process_reap(child.pidfd, true, &status), 0)
        XCTAssertEqual(status.exited, 1)
        return status
    }

    func testExitCodeComesBack() {
        XCTAssertEqual(shell("exit 0").code, 0)
        XCTAssertEqual(shell("exit 42").code, 42)
    }

    func testMissingProgramIsAnErrorOfTheSpawn() {
        let result = spawn(["/nonexistent/program"])
        XCTAssertEqual(result.error, ENOENT)
        XCTAssertEqual(result.stage, Int32(GR_SPAWN_EXEC))
        XCTAssertEqual(result.pidfd, -1)
    }

    func testBadDescriptorIsAnErrorOfTheSpawn() {
        let result = spawn(["/bin/sh"], [gr_fd_mapping_t(source: 4000, target: 3)])
        XCTAssertEqual(result.error, EBADF)
        XCTAssertEqual(result.stage, Int32(GR_SPAWN_DESCRIPTORS))
    }

    func testMappedDescriptorsArriveAndNoOthers() {
        let leaked = dup(1)  // not close-on-exec: a careless library's
        let first = gr_memory_create_sealed("first", 4096)
        let second = gr_memory_create_sealed("second", 8192)
        defer { [leaked, first, second].forEach { close($0) } }
        // Crossed over: each source number is the other's target.
        let crossed = [gr_fd_mapping_t(source: first, target: second), gr_fd_mapping_t(source: second, target: first)]
        let script = """
            case "$(readlink /proc/$$/fd/\(second))" in *first*) ;; *) exit 1;; esac
            case "$(readlink /proc/$$/fd/\(first))" in *second*) ;; *) exit 2;; esac
            test -e /proc/$$/fd/\(leaked) && exit 3
            exit 0
            """
        XCTAssertEqual(shell(script, crossed).code, 0)
        let same = [gr_fd_mapping_t(source: first, target: first)]
        XCTAssertEqual(shell("test -e /proc/$$/fd/\(first)", same).code, 0, "same number must survive exec too")
    }

    func testChildStartsWithAnEmptySignalMask() {
        var blocked = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        defer { pthread_sigmask(SIG_UNBLOCK, &blocked, nil) }
        let status = shell("kill -TERM $$; exit 5")
        XCTAssertEqual(status.signal, SIGTERM)
        XCTAssertEqual(status.code, -1)
    }

    func testDeathIsReadableOnThePidfd() {
        // Not one that waits for its standard input: that may be at its end already.
        let child = spawn(["/bin/sleep", "1000"], [])
        defer { close(child.pidfd) }
        var status = gr_exit_status_t()
        XCTAssertEqual(gr_pidfd_send_signal(child.pidfd, SIGKILL), 0)
        XCTAssertEqual(gr_poll_readable(child.pidfd, 60_000), 1)
        XCTAssertEqual(gr_process_reap(child.pidfd, false, &status), 0)
        XCTAssertEqual(status.signal, SIGKILL)
        XCTAssertEqual(gr_process_reap(child.pidfd, false, &status), -ECHILD, "reaped once")
        XCTAssertEqual(gr_pidfd_send_signal(child.pidfd, SIGKILL), -ESRCH)
    }

    func testSignalsArriveOnADescriptor() {
        let signals: [Int32] = [SIGUSR2]
        let descriptor = gr_signalfd(signals, 1)
        defer { close(descriptor) }
        XCTAssertEqual(gr_signalfd_next(descriptor), 0)
        pthread_kill(pthread_self(), SIGUSR2)
        XCTAssertEqual(gr_signalfd_next(descriptor), SIGUSR2)
        XCTAssertEqual(gr_signalfd_next(descriptor), 0)
    }

    func testClocksAdvance() {
        let before = gr_clock_monotonic_ns()
        XCTAssertGreaterThanOrEqual(gr_clock_monotonic_ns(), before)
        XCTAssertGreaterThanOrEqual(gr_clock_boottime_ns(), before)
        XCTAssertGreaterThan(gr_clock_realtime_ns(), 1_500_000_000_000_000_000)
        XCTAssertGreaterThanOrEqual(gr_cpu_available_count(), 1)
        XCTAssertGreaterThanOrEqual(gr_cpu_available_at(0), 0)
        XCTAssertEqual(gr_cpu_available_at(1 << 20), -1)
    }
}
