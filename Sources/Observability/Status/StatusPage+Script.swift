// The behaviour of the status page. Texts from the document are set as text, never as markup.

extension StatusPage {
    static let script = #"""
        'use strict';
        const el = id => document.getElementById(id);
        const history = new Map();
        let last = 0, previous = null;

        const node = (name, text, kind) => {
          const n = document.createElement(name);
          if (text !== undefined && text !== null) n.textContent = text;
          if (kind) n.className = kind;
          return n;
        };
        const shape = (name, attributes) => {
          const n = document.createElementNS('http://www.w3.org/2000/svg', name);
          for (const [key, value] of Object.entries(attributes)) n.setAttribute(key, value);
          return n;
        };
        const sign = text => text === null || text === undefined || Number(text) === 0 ? '' : text.startsWith('-') ? 'bad' : 'good';
        const count = n => n.toLocaleString('en-US');
        const time = us => us >= 1e6 ? (us / 1e6).toFixed(2) + ' s' : us >= 1e3 ? (us / 1e3).toFixed(us >= 1e4 ? 0 : 1) + ' ms'
          : us.toFixed(us >= 100 ? 0 : 1) + ' \u00b5s';
        const age = s => s === null ? '\u2013' : s < 1 ? (s * 1000).toFixed(0) + ' ms' : s < 60 ? s.toFixed(1) + ' s' : s < 3600 ? (s / 60).toFixed(0) + ' min'
          : s < 172800 ? (s / 3600).toFixed(1) + ' h' : (s / 86400).toFixed(1) + ' d';

        function table(id, heads, rows, nothing) {
          const t = el(id);
          if (!rows.length) {
            t.replaceChildren(node('tbody'));
            t.firstChild.append(node('tr'));
            t.firstChild.firstChild.append(node('td', nothing, 'empty'));
            return;
          }
          const head = node('tr');
          for (const [title, kind] of heads) head.append(node('th', title, kind));
          const body = rows.map(cells => {
            const row = node('tr');
            cells.forEach((cell, i) => {
              const td = node('td', undefined, heads[i][1]);
              td.append(cell instanceof Node ? cell : String(cell));
              row.append(td);
            });
            return row;
          });
          t.replaceChildren(head, ...body);
        }

        function list(id, rows) {
          el(id).replaceChildren(...rows.flatMap(([name, value, kind]) => [node('dt', name), node('dd', value, kind)]));
        }

        function badge(id, text, kind) { el(id).textContent = text; el(id).className = 'badge ' + (kind || ''); }

        // The last 60 values of something that changes.
        function remember(key, value) {
          const values = history.get(key) || [];
          values.push(value);
          if (values.length > 60) values.shift();
          history.set(key, values);
          return values;
        }

        function sparkline(values, title) {
          const width = 110, height = 22, most = Math.max(...values, 1e-9);
          const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' });
          const name = shape('title', {});
          name.textContent = title;
          const points = values.map((v, i) => `${width - (values.length - 1 - i) * width / 59},${height - 2 - v / most * (height - 4)}`);
          svg.append(name, shape('line', { x1: 0, x2: width, y1: height - 1, y2: height - 1, stroke: '#222a33' }), shape('polyline', { points: points.join(' '), fill: 'none', stroke: '#6aa6d8', 'stroke-width': 1.4 }));
          return svg;
        }

        // Percentiles from 0.1 microseconds to 10 seconds on a logarithmic axis.
        function percentiles(l) {
          const width = 600, height = 34, x = us => Math.max(0, Math.min(1, (Math.log10(Math.max(us, .1)) + 1) / 8)) * (width - 12) + 6;
          const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, width: '100%', class: 'plot', role: 'img' });
          const name = shape('title', {});
          name.textContent = `p50 ${time(l.p50_us)}, p90 ${time(l.p90_us)}, p99 ${time(l.p99_us)}, p99.9 ${time(l.p999_us)}, max ${time(l.max_us)}`;
          svg.append(name);
          for (const [us, label] of [[1, '1 \u00b5s'], [10, '10'], [100, '100'], [1e3, '1 ms'], [1e4, '10'], [1e5, '100'], [1e6, '1 s']]) {
            svg.append(shape('line', { x1: x(us), x2: x(us), y1: 2, y2: 20, stroke: '#222a33' }));
            const text = shape('text', { x: x(us), y: 31, 'text-anchor': 'middle' });
            text.textContent = label;
            svg.append(text);
          }
          svg.append(shape('rect', { x: x(l.p50_us), width: Math.max(x(l.max_us) - x(l.p50_us), 1), y: 10, height: 2, fill: '#3a4653' }));
          svg.append(shape('rect', { x: x(l.p50_us), width: Math.max(x(l.p99_us) - x(l.p50_us), 1), y: 8, height: 6, rx: 3, fill: '#2f5877' }));
          for (const [us, color, h] of [[l.max_us, '#e0635c', 8], [l.p999_us, '#d6a54a', 10], [l.p99_us, '#6aa6d8', 12], [l.p90_us, '#6aa6d8', 12], [l.p50_us, '#e6edf3', 16]])
            svg.append(shape('rect', { x: x(us) - 1, width: 2, y: 11 - h / 2, height: h, fill: color }));
          return svg;
        }

        function show(s) {
          const seconds = previous ? Math.max((s.time_ms - previous.time_ms) / 1000, .001) : 0;
          const rate = (key, now, before) => {
            if (!previous || before === undefined) return null;
            return remember(key, Math.max(now - before, 0) / seconds);
          };
          const latched = s.permits.kill_switch || (s.account && s.account.kill_switch);
          document.title = (latched ? 'KILL SWITCH - ' : s.blockers.length ? '! ' : '') + 'GRINDER ' + s.role;
          badge('role', s.role, s.role === 'active' ? 'good' : 'warn');
          badge('ready', s.ready ? 'ready' : 'not ready', s.ready ? 'good' : 'warn');
          badge('armed', s.permits.armed ? 'armed' : 'not armed', s.permits.armed ? 'good' : 'warn');
          badge('kill', latched ? 'KILL SWITCH: ' + latched : '', 'bad');
          el('blockers').replaceChildren(...s.blockers.map(text => node('li', text)));
          list('instance', [
            ['version', s.version], ['instance', s.instance], ['pipeline', s.pipeline], ['source', s.source], ['uptime', age(s.uptime_s)],
          ]);
          const p = s.permits;
          list('permits', [
            ['arming', p.armed ? 'armed' : 'not armed', p.armed ? 'good' : 'warn'], ['mode', p.mode],
            ['kill switch', p.kill_switch ? 'tripped: ' + p.kill_switch : 'clear', p.kill_switch ? 'bad' : 'good'],
            ['operator', p.operator_override === 'none' ? 'no override' : p.operator_override, p.operator_override === 'none' ? '' : 'warn'],
            ['lease', p.lease !== 'held' ? 'not held' : p.lease_remaining_s === null ? 'held, without end' : age(p.lease_remaining_s) + ' left', p.lease !== 'held' ? 'warn' : ''],
            ['fence', p.fence_epoch],
          ]);
          const before = (list, key, value) => previous ? (previous[list].find(o => o[key] === value) || {}) : {};
          table('workers', [['worker'], ['state'], ['pid', 'n'], ['restarts', 'n'], ['heartbeat', 'n'], ['progress', 'n'], ['in', 'n'], ['out', 'n'], ['in/s'], ['message', 'wrap']],
            s.workers.map(w => {
              const good = w.state === 'running' || w.state === 'recovering', done = w.state === 'stopped' || w.state === 'draining';
              const rates = rate('w' + w.role, w.records_in, before('workers', 'role', w.role).records_in);
              return [w.role, node('span', w.state, good ? 'good' : done ? 'dim' : w.state === 'failed' || w.state === 'suspended' ? 'bad' : 'warn'), w.pid || '\u2013', node('span', count(w.restarts), w.restarts ? 'warn' : ''),
                node('span', age(w.heartbeat_age_s), w.heartbeat_age_s > 2 && w.pid ? 'bad' : ''), age(w.progress_age_s), count(w.records_in), count(w.records_out),
                rates ? sparkline(rates, rates[rates.length - 1].toFixed(0) + ' records a second') : '', node('span', w.detail, 'dim')];
            }), 'No workers.');
          table('rings', [['ring'], ['depth'], ['high water', 'n'], ['capacity', 'n'], ['records', 'n'], ['full', 'n'], ['merged', 'n'], ['records/s']],
            s.rings.map(r => {
              const cell = node('span'), meter = node('span', undefined, 'meter'), fill = node('i');
              fill.style.width = (r.capacity ? r.depth / r.capacity * 100 : 0) + '%';
              meter.append(fill);
              cell.append(meter, count(r.depth));
              const rates = rate('r' + r.ring, r.records, before('rings', 'ring', r.ring).records);
              return [r.ring, cell, count(r.high_water), count(r.capacity), count(r.records), node('span', count(r.full_waits), r.full_waits ? 'warn' : ''), node('span', count(r.conflated), r.conflated ? 'warn' : ''),
                rates ? sparkline(rates, rates[rates.length - 1].toFixed(0) + ' records a second') : ''];
            }), 'No rings.');
          const stages = s.latencies.filter(l => l.count).map(l => {
            const row = node('div', undefined, 'stage'), name = node('div'), p99 = node('div');
            name.append(node('b', l.stage.replaceAll('_', ' ')), node('small', count(l.count)));
            p99.append(sparkline(remember('l' + l.stage, l.p99_us), 'p99 of the last minute'), node('small', 'p99 ' + time(l.p99_us)));
            row.append(name, percentiles(l), p99);
            return row;
          });
          el('latencies').replaceChildren(...(stages.length ? stages : [node('div', 'Nothing measured yet.', 'dim')]));
          const a = s.account;
          list('account', a ? [['equity', a.equity], ['realized', a.realized_pnl, sign(a.realized_pnl)], ['unrealized', a.unrealized_pnl, sign(a.unrealized_pnl)],
            ['drawdown', a.drawdown_pct.toFixed(2) + ' %' + (a.drawdown_limit_pct === null ? '' : ' of ' + a.drawdown_limit_pct + ' %'), a.drawdown_limit_pct !== null && a.drawdown_pct >= a.drawdown_limit_pct ? 'bad' : ''],
            ['high water', a.high_water_mark], ['open orders', a.open_orders], ['its kill switch', a.kill_switch ? 'latched: ' + a.kill_switch : 'clear', a.kill_switch ? 'bad' : 'good']].filter(row => row[1] !== null) : []);
          table('positions', [['symbol'], ['quantity', 'n'], ['entry', 'n'], ['realized', 'n'], ['unrealized', 'n'], ['orders', 'n']],
            s.positions.map(q => [q.symbol, q.quantity ?? '\u2013', q.entry_price ?? '\u2013', node('span', q.realized_pnl ?? '\u2013', sign(q.realized_pnl)), node('span', q.unrealized_pnl ?? '\u2013', sign(q.unrealized_pnl)), q.open_orders ?? '\u2013']),
            a ? 'No position.' : s.pipeline === 'replay' ? 'This pipeline keeps no account.' : 'Nothing settled yet.');
          table('gates', [['gate'], ['allowed', 'n'], ['blocked', 'n'], ['reasons', 'wrap']],
            s.gates.map(g => [g.gate, count(g.allowed), count(g.blocked.reduce((sum, b) => sum + b.count, 0)),
              node('span', g.blocked.map(b => `${b.reason} ${count(b.count)}`).join(', ') || '\u2013', 'dim')]), s.pipeline === 'replay' ? 'This pipeline asks no gates.' : 'No gate was asked yet.');
          table('decisions', [['tick'], ['time'], ['symbol'], ['outcome'], ['reason'], ['actions', 'n']],
            s.decisions.map(d => [count(d.tick), d.time_ms ? new Date(d.time_ms).toISOString().slice(0, 23).replace('T', ' ') : '\u2013', d.symbol, node('span', d.outcome, d.outcome === 'PLAN' ? '' : 'warn'), d.reason, d.actions]), 'No decision seen yet.');
          previous = s;
        }

        function freshness() {
          const seconds = last ? (performance.now() - last) / 1000 : null;
          document.body.className = last === 0 ? 'waiting' : seconds > 3 ? 'stale' : '';
          el('fresh').textContent = last === 0 ? 'no answer yet' : seconds > 3 ? `no answer for ${seconds.toFixed(0)} s: these numbers are old` : 'live';
        }

        async function refresh() {
          if (!document.hidden) {
            try {
              const answer = await fetch('/status.json', { cache: 'no-store', signal: AbortSignal.timeout(2500) });
              if (!answer.ok) throw new Error(answer.status);
              show(await answer.json());
              last = performance.now();
            } catch (error) { console.warn('status.json:', error); }
          }
          freshness();
          setTimeout(refresh, 1000);
        }
        document.addEventListener('visibilitychange', freshness);
        refresh();
        """#
}
