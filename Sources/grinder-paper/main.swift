// `grinder-paper`: see EntryPoint.

import EntryPoint

EntryPoint.run(as: "grinder-paper")
