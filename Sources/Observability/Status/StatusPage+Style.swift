// The look of the status page: dim on black for a dark room, one column on a phone. State is never shown
// by colour alone.

extension StatusPage {
    static let style = """
        :root { --ground: #0b0d10; --panel: #12161b; --line: #222a33; --text: #b8c2cc; --dim: #6f7b87;
          --bright: #e6edf3; --good: #5fb388; --warn: #d6a54a; --bad: #e0635c; --mark: #6aa6d8; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 12px 16px;
          border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--ground); z-index: 1; }
        h1 { font-size: 15px; letter-spacing: .14em; margin: 0 8px 0 0; color: var(--bright); font-weight: 600; }
        h2 { font-size: 12px; text-transform: uppercase; letter-spacing: .08em; color: var(--dim); margin: 0 0 10px; font-weight: 600; }
        h2 small { text-transform: none; letter-spacing: 0; font-weight: 400; }
        .badge { padding: 2px 10px; border-radius: 10px; border: 1px solid var(--line); font-size: 12px; white-space: nowrap; }
        .badge:empty { display: none; }
        .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); } .dim { color: var(--dim); }
        .badge.good { border-color: #2c5943; } .badge.warn { border-color: #6d5526; }
        .badge.bad { background: #4a1513; border-color: var(--bad); color: #ffd9d6; font-weight: 600; }
        #fresh { margin-left: auto; color: var(--dim); font-size: 12px; font-variant-numeric: tabular-nums; }
        body.stale #fresh { color: #ffd9d6; background: #4a1513; padding: 2px 10px; border-radius: 10px; font-weight: 600; }
        body.stale main, body.waiting main { opacity: .35; }
        #blockers { margin: 0; padding: 0 16px; list-style: none; }
        #blockers li { margin-top: 10px; padding: 8px 12px; border-left: 3px solid var(--bad); background: #1d1213; color: #f0c4c1; }
        main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; padding: 12px 16px; max-width: 1180px; margin: 0 auto; }
        section { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; min-width: 0; }
        .wide { grid-column: 1 / -1; }
        .scroll { overflow-x: auto; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; }
        dt { color: var(--dim); } dd { margin: 0; color: var(--bright); overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        dd.good { color: var(--good); } dd.warn { color: var(--warn); } dd.bad { color: var(--bad); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th { text-align: left; font-weight: 400; color: var(--dim); font-size: 12px; padding: 0 14px 4px 0; white-space: nowrap; }
        td { padding: 4px 14px 4px 0; border-top: 1px solid var(--line); white-space: nowrap; }
        th.n, td.n { text-align: right; } th:last-child, td:last-child { padding-right: 0; }
        td:first-child { color: var(--bright); }
        td.empty { color: var(--dim); border: 0; padding: 0; white-space: normal; }
        td.wrap { white-space: normal; min-width: 180px; } dl:not(:empty) + .scroll { margin-top: 12px; }
        svg { display: block; } svg text { fill: var(--dim); font-size: 10px; }
        .meter { width: 90px; height: 6px; background: var(--line); border-radius: 3px; overflow: hidden; display: inline-block; vertical-align: middle; margin-right: 8px; }
        .meter i { display: block; height: 100%; background: var(--mark); }
        .stage { display: grid; grid-template-columns: 140px minmax(0, 1fr) 112px; gap: 6px 14px; align-items: center; padding: 6px 0; border-top: 1px solid var(--line); }
        .stage:first-child { border-top: 0; }
        .stage b { font-weight: 500; color: var(--bright); } .stage small { display: block; color: var(--dim); }
        footer { padding: 4px 16px 24px; color: var(--dim); font-size: 12px; text-align: center; }
        a { color: var(--mark); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
        @media (max-width: 700px) {
          main { grid-template-columns: minmax(0, 1fr); padding: 8px; gap: 8px; }
          header { padding: 10px 12px; } #fresh { margin-left: 0; }
          .stage { grid-template-columns: minmax(0, 1fr) 112px; } .stage svg.plot { grid-column: 1 / -1; grid-row: 2; }
        }
        """
}
