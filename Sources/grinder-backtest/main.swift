// `grinder-backtest`: see EntryPoint.

import EntryPoint

EntryPoint.run(as: "grinder-backtest")
