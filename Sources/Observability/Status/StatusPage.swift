// The status page at `/`: one file, nothing loaded from elsewhere, nothing that acts. It asks for
// /status.json once a second while it is looked at, and says so when the answer stays away: old numbers
// must not look like new ones.

enum StatusPage {
    static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="dark">
        <title>GRINDER</title>
        <link rel="icon" href="data:,">
        <style>
        \(style)
        </style>
        </head>
        <body class="waiting">
        <header>
          <h1>GRINDER</h1>
          <span id="role" class="badge">&hellip;</span>
          <span id="ready" class="badge"></span>
          <span id="armed" class="badge"></span>
          <span id="kill" class="badge"></span>
          <span id="fresh">no answer yet</span>
        </header>
        <ul id="blockers"></ul>
        <main>
          <section><h2>Instance</h2><dl id="instance"></dl></section>
          <section><h2>Permits</h2><dl id="permits"></dl></section>
          <section class="wide"><h2>Workers</h2><div class="scroll"><table id="workers"></table></div></section>
          <section class="wide"><h2>Rings</h2><div class="scroll"><table id="rings"></table></div></section>
          <section class="wide"><h2>Latency <small>p50 &middot; p90 &middot; p99 &middot; p99.9 &middot; max, logarithmic</small></h2><div id="latencies"></div></section>
          <section><h2>Account</h2><dl id="account"></dl><div class="scroll"><table id="positions"></table></div></section>
          <section><h2>Gates</h2><div class="scroll"><table id="gates"></table></div></section>
          <section class="wide"><h2>Last decisions</h2><div class="scroll"><table id="decisions"></table></div></section>
        </main>
        <footer>Read-only. Numbers: <a href="/status.json">status.json</a>, <a href="/metrics">metrics</a>,
        <a href="/readyz">readyz</a>, <a href="/healthz">healthz</a>.</footer>
        <script>
        \(script)
        </script>
        </body>
        </html>

        """

    /// Nothing but what is in the page itself may run, and nothing but this server may be asked.
    static let policy = [
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Referrer-Policy: no-referrer",
    ]
}
