// `grinder healthcheck`: what a container engine or a script asks; the image needs no other HTTP client.

import Observability

extension Command {
    static let healthcheck = Command(
        name: "healthcheck", summary: "Ask a running supervisor's /healthz or /readyz; exit code 1 when it is not well.",
        options: [
            Option(name: "--url", value: "URL", help: "Where it listens (default http://127.0.0.1:9090)."),
            Option(name: "--ready", help: "Ask whether it is ready to trade, not only whether it answers."),
        ],
        run: { arguments in
            let url = (arguments.value("--url") ?? "http://127.0.0.1:9090") + (arguments.flag("--ready") ? "/readyz" : "/healthz")
            let answer: HTTPAnswer
            do throws(HTTPClientError) {
                answer = try HTTPClient.get(url)
            } catch {
                Console.complain("\(error)")
                return ExitCode.failure
            }
            Console.line(String(decoding: answer.body, as: UTF8.self))
            return answer.status == 200 ? ExitCode.success : ExitCode.failure
        })
}
